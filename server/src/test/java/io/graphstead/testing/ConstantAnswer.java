package io.graphstead.testing;

import io.graphstead.api.Allows;
import io.graphstead.identity.Role;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/**
 * The least that a route can do behind TLS and the token check: what measured scenarios hold other routes against. Only
 * there with the system property {@code constant-answer}.
 */
@Controller("/constant")
@Requires(property = "constant-answer")
final class ConstantAnswer {
    private static final Answer ANSWER = new Answer("constant");

    record Answer(String value) {}

    @Get
    @Allows(Role.READER)
    Answer answer() {
        return ANSWER;
    }
}
