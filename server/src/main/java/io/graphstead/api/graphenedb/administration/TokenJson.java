package io.graphstead.api.graphenedb.administration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.graphstead.identity.AccessToken;

/** A token as RFC 6749 §5.1 has it. */
record TokenJson(
        @JsonProperty("access_token") String accessToken,
        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn) {
    static TokenJson of(AccessToken token) {
        return new TokenJson(token.value(), "Bearer", token.lifetime().toSeconds());
    }

    @Override
    public String toString() {
        return "TokenJson[hidden]";
    }
}
