package io.graphstead.platform.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.platform.CannotStart;
import io.graphstead.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SecretsTest {
    @TempDir
    private static Path temporary;

    private static TestDatabase postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = TestDatabase.below(temporary);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private static Jdbi jdbi() {
        return postgres.database().jdbi();
    }

    private static Secrets server(String keyFile) {
        return new Secrets(jdbi(), new Sealer(temporary.resolve(keyFile)));
    }

    private static String secret(Secrets secrets, String name, String fresh) {
        return new String(secrets.getOrCreate(name, () -> fresh.getBytes(UTF_8)), UTF_8);
    }

    @Test
    void a_second_server_with_the_same_seal_key_gets_what_the_first_made() {
        assertThat(secret(server("seal.key"), "pepper", "first")).isEqualTo("first");
        assertThat(secret(server("seal.key"), "pepper", "second")).isEqualTo("first");
        assertThat(secret(server("seal.key"), "salt", "second")).isEqualTo("second");
    }

    @Test
    void servers_that_start_at_once_agree() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (ExecutorService servers = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> starts = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(i -> () -> seen.add(secret(server("seal.key"), "raced", "by " + i)))
                    .toList();
            for (Future<Boolean> start : servers.invokeAll(starts)) {
                start.get();
            }
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void a_server_with_another_seal_key_does_not_start() {
        secret(server("seal.key"), "token key", "first");
        assertThatThrownBy(() -> secret(server("other.key"), "token key", "second"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("other.key")
                .hasMessageContaining("keys.seal-key-file");
    }

    @Test
    void a_secret_cannot_be_passed_off_as_another() {
        secret(server("seal.key"), "worthless", "known to all");
        jdbi().useHandle(handle ->
                handle.execute("INSERT INTO server_secret (name, sealed) SELECT 'precious', sealed FROM server_secret"
                        + " WHERE name = 'worthless'"));
        assertThatThrownBy(() -> secret(server("seal.key"), "precious", "fresh"))
                .isInstanceOf(CannotStart.class);
    }

    @Test
    void nothing_lies_open_in_the_table() {
        secret(server("seal.key"), "sesame", "open sesame");
        byte[] sealed = jdbi().withHandle(
                        handle -> handle.createQuery("SELECT sealed FROM server_secret WHERE name = 'sesame'")
                                .mapTo(byte[].class)
                                .one());
        assertThat(new String(sealed, UTF_8)).doesNotContain("open");
    }
}
