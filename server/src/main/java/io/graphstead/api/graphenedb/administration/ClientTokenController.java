package io.graphstead.api.graphenedb.administration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.graphstead.api.Answers;
import io.graphstead.api.BasicCredentials;
import io.graphstead.api.Open;
import io.graphstead.api.RequestBody;
import io.graphstead.identity.Tokens;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.Malformed;
import io.graphstead.refusal.Refusal.Unauthenticated;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A token for an API client's id and secret: contract §2. The vendor's page says GET, with a form as its body. */
@Controller("/organizations/oauth/token")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ClientTokenController {
    private static final String ONLY_GRANT = "client_credentials";

    private final Tokens tokens;

    ClientTokenController(Tokens tokens) {
        this.tokens = tokens;
    }

    /** What is sent: RFC 6749 §4.4.2 and §2.3.1. */
    record TokenRequest(
            @JsonProperty("client_id") @Nullable String clientId,
            @JsonProperty("client_secret") @Nullable String clientSecret,
            @JsonProperty("grant_type") @Nullable String grantType) {
        @Override
        public String toString() {
            return "TokenRequest[" + clientId + "]";
        }
    }

    @Post
    @Open(because = "it is where a client gets its token")
    HttpResponse<TokenJson> exchange(HttpRequest<?> request, RequestBody<TokenRequest> body) {
        refuseSecretInAddress(request);
        TokenRequest asked = body.read();
        if (asked.grantType() != null && !asked.grantType().equals(ONLY_GRANT)) {
            throw invalid("grant_type", "grant_type must be " + ONLY_GRANT + " or be left out");
        }
        BasicCredentials given = credentials(request, asked);
        return tokens.exchange(given.id(), given.secret())
                .map(token -> HttpResponse.created(TokenJson.of(token)))
                .orElseThrow(() -> new Refused(new Unauthenticated(
                        "the client id or the client secret is wrong; check both, or refresh the secret")));
    }

    @Get(headRoute = false)
    @Answers(201)
    @Open(because = "the vendor's page tells clients to get their token this way")
    HttpResponse<TokenJson> exchangeByGet(HttpRequest<?> request, RequestBody<TokenRequest> body) {
        return exchange(request, body);
    }

    /** Addresses end in logs and histories on the way. */
    private static void refuseSecretInAddress(HttpRequest<?> request) {
        if (request.getParameters().contains("client_secret")) {
            throw new Refused(new Malformed(
                    "client_secret stands in the address, where logs keep it; put client_id and client_secret into the"
                            + " body as a form, and refresh this secret"));
        }
    }

    private static BasicCredentials credentials(HttpRequest<?> request, TokenRequest asked) {
        List<String> basic = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION).stream()
                .filter(BasicCredentials::isBasic)
                .toList();
        if (basic.isEmpty()) {
            return new BasicCredentials(
                    required("client_id", asked.clientId()), required("client_secret", asked.clientSecret()));
        }
        BasicCredentials given = Optional.of(basic)
                .filter(headers -> headers.size() == 1)
                .flatMap(headers -> BasicCredentials.encoded(headers.getFirst()))
                .orElseThrow(() -> new Refused(new Malformed(
                        "the Authorization header must be Basic and the base64 of CLIENT_ID:CLIENT_SECRET")));
        if (differs(given.id(), asked.clientId()) || differs(given.secret(), asked.clientSecret())) {
            throw new Refused(
                    new Malformed("the Authorization header and the body name different clients; send one of them"));
        }
        return given;
    }

    private static boolean differs(String inHeader, @Nullable String inBody) {
        return inBody != null && !inBody.equals(inHeader);
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw invalid(field, field + " is missing; send client_id and client_secret in the body as a form");
        }
        return value;
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
