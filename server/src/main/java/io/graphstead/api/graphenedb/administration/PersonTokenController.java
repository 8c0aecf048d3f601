package io.graphstead.api.graphenedb.administration;

import io.graphstead.api.Open;
import io.graphstead.api.RequestBody;
import io.graphstead.identity.Tokens;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.Unauthenticated;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A token for a person's email address and password: contract §7. */
@Controller("/people/token")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PersonTokenController {
    private final Tokens tokens;

    PersonTokenController(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * What is sent.
     *
     * @param code of the moment, or a recovery code; for a person with a second factor
     */
    record SignIn(
            @Nullable String email,
            @Nullable String password,
            @Nullable String code) {
        @Override
        public String toString() {
            return "SignIn[" + email + "]";
        }
    }

    @Post
    @Open(because = "it is where a person gets a token")
    HttpResponse<TokenJson> signIn(RequestBody<SignIn> body) {
        SignIn given = body.read();
        return tokens.signIn(
                        required("email", given.email()),
                        required("password", given.password()),
                        Optional.ofNullable(given.code()))
                .map(token -> HttpResponse.created(TokenJson.of(token)))
                .orElseThrow(() -> new Refused(new Unauthenticated("the email address or the password is wrong")));
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new Refused(new InvalidField(field, field + " is missing; send email and password"));
        }
        return value;
    }
}
