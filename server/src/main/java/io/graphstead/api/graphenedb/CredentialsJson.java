package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;

/** The first user of a database, with the password in clear. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record CredentialsJson(String username, String password, String uri) {
    @Override
    public String toString() {
        return username + ":***";
    }
}
