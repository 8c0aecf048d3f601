package io.graphstead.identity;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The first owner, who owns every organization and can sign in before anyone was invited.
 *
 * @param email with which the owner signs in
 * @param password the owner's password; a changed one ends the owner's sessions
 * @param passwordFile a file whose first line is the password
 */
@ConfigurationProperties("graphstead.owner")
public record OwnerSettings(
        @Describe("Email address with which the first owner signs in; without it there is no first owner.")
        Optional<String> email,

        @Describe("Password of the first owner, at least 8 characters. Better kept in a file: see owner.password-file.")
        Optional<String> password,

        @Describe("File whose first line is the password of the first owner, readable by the server only.")
        Optional<Path> passwordFile) {
    @Override
    public String toString() {
        return "owner " + email.orElse("not set");
    }
}
