package io.graphstead.api.limits;

import io.graphstead.api.Failures;
import io.graphstead.refusal.Refused;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * How many wrong credentials each address may send to where tokens are given out. Only failures count, so right ones are
 * as many as one likes. An address that has used up its failures may not try passwords any more, which people choose and
 * which cost the server much to check; the secrets of API clients have 256 random bits and are not guessed, so right ones
 * still get their token from behind an address that also sends wrong ones.
 */
@ServerFilter({
    WrongCredentials.OF_CLIENTS,
    WrongCredentials.OF_PEOPLE,
    WrongCredentials.OF_CONSOLE,
    WrongCredentials.OF_CODES,
    WrongCredentials.OF_TYPEDB_CLIENTS,
    WrongCredentials.OF_TYPEDB_CLIENTS_V1
})
final class WrongCredentials implements Ordered {
    static final String OF_CLIENTS = "/organizations/oauth/token";
    static final String OF_PEOPLE = "/people/token";
    static final String OF_CONSOLE = "/console/sign-in";
    static final String OF_CODES = "/console/sign-in/code";
    static final String OF_TYPEDB_CLIENTS = "/api/auth";
    static final String OF_TYPEDB_CLIENTS_V1 = "/api/v1/auth";

    private static final Set<HttpStatus> FAILED = Set.of(HttpStatus.BAD_REQUEST, HttpStatus.UNAUTHORIZED);

    private final Allowances failures;
    private final Failures answers;

    WrongCredentials(RateLimitSettings settings, Failures answers, Clock clock) {
        int most = settings.wrongCredentialsPerMinute();
        this.failures = new Allowances(most, most, Duration.ofMinutes(1), clock);
        this.answers = answers;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1500;
    }

    @RequestFilter({OF_PEOPLE, OF_CONSOLE, OF_CODES})
    void before(HttpRequest<?> request) {
        failures.look(address(request));
    }

    @ResponseFilter
    MutableHttpResponse<?> after(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!FAILED.contains(response.status())) {
            return response;
        }
        try {
            failures.take(address(request));
            return response;
        } catch (Refused tooMany) {
            return answers.refused(request, tooMany.refusal());
        }
    }

    private static String address(HttpRequest<?> request) {
        return request.getRemoteAddress().getAddress().getHostAddress();
    }
}
