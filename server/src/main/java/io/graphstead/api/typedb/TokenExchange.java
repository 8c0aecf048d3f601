package io.graphstead.api.typedb;

import io.graphstead.api.BasicCredentials;
import io.graphstead.api.Open;
import io.graphstead.identity.AccessToken;
import io.graphstead.identity.Tokens;
import io.graphstead.refusal.Refusal.Malformed;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** A token for an id and a secret: contract §2. The reply is the token and nothing else. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class TokenExchange {
    private final Tokens tokens;

    TokenExchange(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Whatever the request says that it sends or accepts: clients send no body and ask for nothing in particular. */
    @Post(uris = {"/api/auth", "/api/v1/auth"})
    @Consumes(MediaType.ALL)
    @Produces(MediaType.ALL)
    @Open(because = "it is where a client gets its token")
    HttpResponse<String> exchange(HttpRequest<?> request) {
        List<String> headers = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        if (headers.size() != 1) {
            throw malformed();
        }
        BasicCredentials given =
                BasicCredentials.rawOrEncoded(headers.getFirst()).orElseThrow(TokenExchange::malformed);
        AccessToken token = tokens.exchange(given.id(), given.secret())
                .orElseThrow(() -> new Refused(new Malformed(
                        "the client id or the client secret is wrong; check both, or refresh the secret")));
        return HttpResponse.ok(token.value()).contentType(MediaType.TEXT_PLAIN_TYPE);
    }

    private static Refused malformed() {
        return new Refused(
                new Malformed(
                        "the Authorization header is missing or malformed; send one Authorization: Basic CLIENT_ID:CLIENT_SECRET"));
    }
}
