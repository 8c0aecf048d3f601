package io.graphstead.identity.oidc;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.util.Optional;

/** Signing in at the console with an OpenID Connect provider, beside passwords. */
@ConfigurationProperties("graphstead.oidc")
public record OidcSettings(
        @Describe(
                "The provider's issuer address, such as https://login.example.org/realms/main. With it people can sign in"
                        + " there; their email address, which the provider must say is verified, must be one of a person here or"
                        + " have an open invitation. Register https://HOST:PORT/console/sign-in/provider/callback there as redirect"
                        + " address.")
        Optional<String> issuer,

        @Describe("The id under which this server is registered at the provider.")
        Optional<String> clientId,

        @Describe("The secret that belongs to it; none for a public client. Better kept in a file: see"
                + " oidc.client-secret-file.")
        Optional<String> clientSecret,

        @Describe("File whose first line is that secret, readable by the server only.")
        Optional<Path> clientSecretFile,

        @Bindable(defaultValue = "your organization’s account")
        @Describe("What the provider is called on the page where people sign in: Sign in with …")
        String name,

        @Describe("A CA in PEM that the provider's address is believed by, for one that is not public.")
        Optional<Path> caFile) {
    @Override
    public String toString() {
        return "OpenID Connect provider " + issuer.orElse("not set");
    }
}
