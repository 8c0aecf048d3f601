package io.graphstead.platform.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.platform.configuration.SettingsReader.Flag;
import io.graphstead.platform.database.DatabaseSettings;
import io.graphstead.platform.database.PostgresSettings;
import io.graphstead.platform.folder.ServerSettings;
import io.graphstead.platform.keys.KeySettings;
import io.graphstead.platform.log.LogSettings;
import io.graphstead.platform.tls.AcmeSettings;
import io.graphstead.platform.tls.TlsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The settings of the platform's own parts: their defaults, and every key once. */
class PlatformSettingsTest {
    private final SettingsCatalog catalog = new SettingsCatalog(List.of(
            ServerSettings.class,
            TlsSettings.class,
            AcmeSettings.class,
            KeySettings.class,
            DatabaseSettings.class,
            PostgresSettings.class,
            LogSettings.class));

    private Settings given(String... assignments) {
        return new SettingsReader(catalog, Set.of())
                .read(
                        Optional.empty(),
                        Map.of(),
                        Arrays.stream(assignments).map(Flag::set).toList());
    }

    @Test
    void the_defaults() {
        Settings none = given();
        assertThat(none.bind(ServerSettings.class))
                .isEqualTo(new ServerSettings(Path.of("graphstead-data"), "127.0.0.1", 7443));
        assertThat(none.bind(TlsSettings.class))
                .isEqualTo(new TlsSettings(List.of(), Optional.empty(), Optional.empty()));
        assertThat(none.bind(AcmeSettings.class))
                .isEqualTo(new AcmeSettings(
                        List.of(),
                        false,
                        URI.create("https://acme-v02.api.letsencrypt.org/directory"),
                        Optional.empty(),
                        80,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(none.bind(KeySettings.class)).isEqualTo(new KeySettings(Optional.empty()));
        assertThat(none.bind(DatabaseSettings.class))
                .isEqualTo(new DatabaseSettings(
                        Optional.empty(), "graphstead", Optional.empty(), Optional.empty(), 10, Duration.ofSeconds(5)));
        assertThat(none.bind(PostgresSettings.class)).isEqualTo(new PostgresSettings(0, "nobody", 32, 60));
        assertThat(none.bind(LogSettings.class)).isEqualTo(new LogSettings(LogSettings.Level.INFO, 10, 200, 30));
    }

    @Test
    void every_key_can_be_set() {
        Settings all = given(
                "server.data=/srv/data",
                "server.listen-address=0.0.0.0",
                "server.port=443",
                "tls.names=graph.example,10.0.0.7",
                "tls.certificate-file=/srv/cert.pem",
                "tls.key-file=/srv/key.pem",
                "tls.acme.domains=Graph.example,two.example",
                "tls.acme.agree-to-terms=true",
                "tls.acme.directory=https://acme.example/dir",
                "tls.acme.email=ops@graph.example",
                "tls.acme.http-port=8080",
                "tls.acme.listen-address=10.0.0.7",
                "tls.acme.directory-ca-file=/srv/acme.pem",
                "keys.seal-key-file=/srv/seal.key",
                "database.url=postgresql://db/graphstead",
                "database.user=me",
                "database.password-file=/srv/password",
                "database.connections=20",
                "database.connection-wait=2s",
                "postgres.port=5433",
                "postgres.user=postgres",
                "postgres.shared-buffers-mb=64",
                "postgres.max-connections=80",
                "log.level=debug",
                "log.file-mb=5",
                "log.kept-mb=50",
                "log.kept-days=7");
        assertThat(all.bind(ServerSettings.class)).isEqualTo(new ServerSettings(Path.of("/srv/data"), "0.0.0.0", 443));
        assertThat(all.bind(TlsSettings.class))
                .isEqualTo(new TlsSettings(
                        List.of("graph.example", "10.0.0.7"),
                        Optional.of(Path.of("/srv/cert.pem")),
                        Optional.of(Path.of("/srv/key.pem"))));
        assertThat(all.bind(AcmeSettings.class))
                .isEqualTo(new AcmeSettings(
                        List.of("graph.example", "two.example"),
                        true,
                        URI.create("https://acme.example/dir"),
                        Optional.of("ops@graph.example"),
                        8080,
                        Optional.of("10.0.0.7"),
                        Optional.of(Path.of("/srv/acme.pem"))));
        assertThat(all.bind(KeySettings.class)).isEqualTo(new KeySettings(Optional.of(Path.of("/srv/seal.key"))));
        assertThat(all.bind(DatabaseSettings.class))
                .isEqualTo(new DatabaseSettings(
                        Optional.of("postgresql://db/graphstead"),
                        "me",
                        Optional.empty(),
                        Optional.of(Path.of("/srv/password")),
                        20,
                        Duration.ofSeconds(2)));
        assertThat(all.bind(PostgresSettings.class)).isEqualTo(new PostgresSettings(5433, "postgres", 64, 80));
        assertThat(all.bind(LogSettings.class)).isEqualTo(new LogSettings(LogSettings.Level.DEBUG, 5, 50, 7));
        assertThat(given("database.password=sesame")
                        .bind(DatabaseSettings.class)
                        .password())
                .contains("sesame");
    }

    @Test
    void settings_that_exclude_or_need_each_other_are_told() {
        assertThatThrownBy(() -> given("database.password=sesame", "database.password-file=/srv/password"))
                .hasMessageContaining("not both")
                .hasMessageNotContaining("sesame");
        assertThatThrownBy(() -> given("tls.key-file=/srv/key.pem")).hasMessageContaining("must be given together");
        assertThatThrownBy(() -> given("tls.acme.domains=graph.example"))
                .hasMessageContaining("tls.acme.agree-to-terms");
        assertThatThrownBy(() -> given("tls.acme.domains=*.graph.example", "tls.acme.agree-to-terms=true"))
                .hasMessageContaining("tls.certificate-file");
        assertThatThrownBy(() -> given("tls.names=no name")).hasMessageContaining("host names and IP addresses");
        assertThatThrownBy(() -> given("database.connection-wait=1ms")).hasMessageContaining("at least 1s");
    }

    @Test
    void a_password_is_not_in_the_text_of_its_settings() {
        assertThat(given("database.password=sesame")
                        .bind(DatabaseSettings.class)
                        .toString())
                .doesNotContain("sesame");
    }
}
