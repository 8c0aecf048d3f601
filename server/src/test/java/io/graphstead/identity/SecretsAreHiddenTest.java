package io.graphstead.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.identity.oidc.OidcSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds secrets does not print them. */
class SecretsAreHiddenTest {
    @Test
    void nothing_that_holds_a_secret_prints_it() {
        ClientSecret secret = ClientSecret.random();
        assertThat(secret.toString()).doesNotContain(secret.reveal());
        assertThat(new AccessToken("abc.def", Tokens.LIFETIME).toString()).doesNotContain("abc");
        assertThat(new OwnerSettings(Optional.of("a@b"), Optional.of("hunter22"), Optional.of(Path.of("/x")))
                        .toString())
                .doesNotContain("hunter22");
        assertThat(new SecondFactor.Offered("GEZDGNBV", "otpauth://GEZDGNBV").toString())
                .doesNotContain("GEZDGNBV");
        assertThat(new SecondFactor.RecoveryCodes(List.of("abcd-efgh")).toString())
                .doesNotContain("abcd");
        assertThat(new SignInStep.CodeNeeded("ticket").toString()).doesNotContain("ticket");
        assertThat(new OidcSettings(
                                Optional.of("https://login.example.org"),
                                Optional.of("client"),
                                Optional.of("hunter22"),
                                Optional.empty(),
                                "Example",
                                Optional.empty())
                        .toString())
                .doesNotContain("hunter22");
        assertThat(new PersonStore.StoredPassword(PersonId.random(), "$argon2id$x", 1).toString())
                .doesNotContain("argon2");
    }

    @Test
    void two_secrets_are_never_the_same() {
        assertThat(ClientSecret.random().reveal())
                .hasSize(64)
                .isNotEqualTo(ClientSecret.random().reveal());
    }
}
