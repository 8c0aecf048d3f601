package io.graphstead.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.cli.client.TrustedCa;
import io.graphstead.cli.profile.Profile.Client;
import io.graphstead.cli.profile.Profile.Person;
import io.graphstead.cli.profile.Profiles.Token;
import io.graphstead.cli.terminal.Misused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {
    private static final Instant END = Instant.ofEpochSecond(1_800_000_000);

    @TempDir
    Path folder;

    private final Profile client = new Profile(
            "ci", URI.create("https://h:7443"), Optional.of(new TrustedCa("PEM")), new Client("id", "s3cret"));
    private final Profile person =
            new Profile("ada", URI.create("https://h"), Optional.empty(), new Person("ada@example.org"));

    private Profiles profiles() {
        return new Profiles(folder.resolve("graphstead"));
    }

    @Test
    void what_was_saved_is_read_again() {
        profiles().save(client);
        profiles().save(person);
        assertThat(profiles().names()).containsExactly("ada", "ci");
        assertThat(profiles().get("ci")).isEqualTo(client);
        assertThat(profiles().get("ada")).isEqualTo(person);
    }

    @Test
    void nobody_else_can_read_any_of_it() throws IOException {
        profiles().save(client);
        profiles().keep(client, new Token("t", END));
        profiles().use("ci");
        try (Stream<Path> all = Files.walk(folder.resolve("graphstead"))) {
            assertThat(all.toList())
                    .hasSize(6)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as("%s", path)
                            .endsWith("------"));
        }
    }

    @Test
    void a_profile_that_is_saved_again_has_no_token_of_its_former_self() {
        profiles().save(client);
        profiles().keep(client, new Token("t", END));
        assertThat(profiles().token(client)).contains(new Token("t", END));
        profiles().save(client);
        assertThat(profiles().token(client)).isEmpty();
    }

    @Test
    void a_profile_that_is_removed_is_gone_with_its_token_and_current_no_more() throws IOException {
        profiles().save(client);
        profiles().keep(client, new Token("t", END));
        profiles().use("ci");
        assertThat(profiles().current()).contains("ci");
        profiles().remove("ci");
        assertThat(profiles().current()).isEmpty();
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void no_text_of_a_profile_or_token_shows_a_secret() {
        assertThat(List.of(client.toString(), new Token("s3cret", END).toString()))
                .noneMatch(text -> text.contains("s3cret"));
    }

    @Test
    void unknown_and_damaged_profiles_are_told_with_a_remedy() throws IOException {
        assertThatThrownBy(() -> profiles().get("none"))
                .isInstanceOf(Misused.class)
                .hasMessageContaining("graphstead login");
        profiles().save(client);
        assertThatThrownBy(() -> profiles().use("none")).hasMessageContaining("there are ci");
        Files.writeString(folder.resolve("graphstead/profiles/ci.json"), "{");
        assertThatThrownBy(() -> profiles().get("ci")).hasMessageContaining("log in again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "-x", "a b", "ä"})
    void a_name_cannot_lead_out_of_the_folder(String name) {
        assertThatThrownBy(() -> profiles().get(name)).isInstanceOf(Misused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://h", "https://", "https://u:p@h", "https://h/x", "https://h?x", "ftp://h", "https://h h"})
    void only_the_address_of_a_server_over_tls_is_taken(String url) {
        assertThatThrownBy(() -> Profile.url(url))
                .isInstanceOf(Misused.class)
                .hasMessageContaining("https://HOST:PORT");
    }

    @Test
    void an_address_may_be_short() {
        assertThat(Profile.url("h:7443")).isEqualTo(URI.create("https://h:7443"));
        assertThat(Profile.url("https://h/")).isEqualTo(URI.create("https://h"));
    }
}
