package io.graphstead.platform.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.platform.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {
    private static final byte[] SECRET = "sesame".getBytes(UTF_8);

    @TempDir
    private Path folder;

    @Test
    void what_was_sealed_is_unsealed_by_a_later_server_with_the_same_key_file() throws IOException {
        Path file = folder.resolve("seal.key");
        byte[] sealed = new Sealer(file).seal("password of a", SECRET);
        assertThat(new String(sealed, UTF_8)).doesNotContain("sesame");
        assertThat(new Sealer(file).unseal("password of a", sealed)).isEqualTo(SECRET);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void the_same_secret_is_never_sealed_to_the_same_bytes() {
        Sealer sealer = new Sealer(folder.resolve("seal.key"));
        assertThat(sealer.seal("a", SECRET)).isNotEqualTo(sealer.seal("a", SECRET));
    }

    @Test
    void another_purpose_another_key_or_a_changed_byte_unseals_nothing() {
        Sealer sealer = new Sealer(folder.resolve("seal.key"));
        byte[] sealed = sealer.seal("password of a", SECRET);
        assertThatThrownBy(() -> sealer.unseal("password of b", sealed)).isInstanceOf(CannotUnseal.class);
        assertThatThrownBy(() -> new Sealer(folder.resolve("other.key")).unseal("password of a", sealed))
                .isInstanceOf(CannotUnseal.class)
                .hasMessageContaining("other.key")
                .hasMessageContaining("keys.seal-key-file");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> sealer.unseal("password of a", changed)).isInstanceOf(CannotUnseal.class);
        }
        assertThatThrownBy(() -> sealer.unseal("password of a", new byte[0])).isInstanceOf(CannotUnseal.class);
    }

    @Test
    void a_file_that_holds_no_key_is_told_without_what_it_holds() throws IOException {
        for (String content : new String[] {"", "hello", "graphstead-seal-key-1:c2hvcnQ", "graphstead-seal-key-1:§"}) {
            Path file = Files.writeString(folder.resolve("wrong.key"), content);
            assertThatThrownBy(() -> new Sealer(file))
                    .isInstanceOf(CannotStart.class)
                    .hasMessage(file + " holds no seal key; put back the file that belongs to this database");
        }
    }
}
