package io.graphstead.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.platform.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private static final long PLENTY = 1L << 40;

    @TempDir
    private Path temporary;

    private DataFolder open(Path folder) {
        return DataFolder.open(folder, path -> PLENTY);
    }

    @Test
    void the_folder_is_made_so_that_others_may_pass_but_not_look() throws IOException {
        Path root = temporary.resolve("a/b");
        try (DataFolder folder = open(root)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                    .isEqualTo("rwx--x--x");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.keys())))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.logs())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_second_server_is_told_the_folder_and_who_has_it() {
        try (DataFolder first = open(temporary)) {
            assertThat(first.root()).isEqualTo(temporary);
            assertThatThrownBy(() -> open(temporary))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(temporary.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void a_folder_that_was_given_up_can_be_taken_again() {
        open(temporary).close();
        open(temporary).close();
    }

    @Test
    void uploads_that_a_killed_server_left_are_gone() throws IOException {
        Path left;
        try (DataFolder first = open(temporary)) {
            left = Files.createDirectories(first.uploads().resolve("upload1")).resolve("part");
            Files.writeString(left, "half");
        }
        open(temporary).close();
        assertThat(left.getParent()).doesNotExist();
    }

    @Test
    void too_little_free_space_is_told_and_the_folder_given_up() {
        assertThatThrownBy(() -> DataFolder.open(temporary, path -> (1L << 30) - 1))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("only 1023 MB are free")
                .hasMessageContaining(temporary.toString());
        open(temporary).close();
    }

    @Test
    void a_file_in_the_folders_place_is_told() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> open(file.resolve("below"))).isInstanceOf(CannotStart.class);
    }

    @Test
    void the_installations_token_is_made_once_and_only_its_owner_may_read_it() throws IOException {
        try (DataFolder folder = open(temporary)) {
            AdminToken token = new AdminToken(folder);
            String text = Files.readString(token.file()).strip();
            assertThat(text).hasSize(43);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token.file())))
                    .isEqualTo("rw-------");
            assertThat(token.isSameAs(text)).isTrue();
            assertThat(token.isSameAs(text + "x")).isFalse();
            assertThat(token.isSameAs("")).isFalse();
            assertThat(token.toString()).doesNotContain(text);
            assertThat(new AdminToken(folder).isSameAs(text)).isTrue();
        }
    }

    @Test
    void an_emptied_token_file_lets_nobody_in() throws IOException {
        try (DataFolder folder = open(temporary)) {
            Files.writeString(folder.adminToken(), "\n");
            assertThat(new AdminToken(folder).isSameAs("")).isFalse();
        }
    }

    @Test
    void a_private_file_that_others_could_read_is_closed_to_them() throws IOException {
        Path file = Files.writeString(temporary.resolve("seal"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(PrivateFile.readOrCreate(file, () -> new byte[] {1}))
                .asString()
                .isEqualTo("old");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void all_who_make_a_private_file_at_once_get_the_same() throws Exception {
        Path file = temporary.resolve("seal");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> one : threads.invokeAll(IntStream.range(0, 64)
                    .<Callable<Boolean>>mapToObj(i ->
                            () -> seen.add(new String(PrivateFile.readOrCreate(file, () -> ("by " + i).getBytes()))))
                    .toList())) {
                one.get();
            }
        }
        assertThat(seen).hasSize(1);
        try (var left = Files.list(temporary)) {
            assertThat(left).containsExactly(file);
        }
    }
}
