package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UidClaimsTest {
    @TempDir
    Path folder;

    private UidClaims claims(int first, int last) {
        return new UidClaims(folder.resolve("uids"), new ProcessSettings.Range(first, last));
    }

    private Path deployment(String name) throws IOException {
        return Files.createDirectories(folder.resolve("deployments").resolve(name));
    }

    @Test
    void a_folder_keeps_its_uid_and_no_other_gets_it() throws IOException {
        UidClaims claims = claims(30_000, 30_009);
        int one = claims.claim(deployment("one"));
        assertThat(claims.claim(deployment("one"))).isEqualTo(one);
        assertThat(claims.claim(deployment("two"))).isNotEqualTo(one);
    }

    @Test
    void uids_go_round_so_that_a_freed_one_is_not_the_next() throws IOException {
        UidClaims claims = claims(30_000, 30_002);
        int one = claims.claim(deployment("one"));
        claims.release(one, deployment("one"));
        assertThat(claims.claim(deployment("two"))).isEqualTo(one + 1);
        assertThat(claims.claim(deployment("three"))).isEqualTo(one + 2);
        assertThat(claims.claim(deployment("four"))).isEqualTo(one);
    }

    @Test
    void files_that_a_killed_server_left_empty_are_in_nobodys_way() throws IOException {
        UidClaims claims = claims(30_000, 30_002);
        int one = claims.claim(deployment("one"));
        Files.writeString(folder.resolve("uids").resolve("last"), "");
        Files.writeString(folder.resolve("uids").resolve(Integer.toString(one + 1)), "");
        assertThat(claims.claim(deployment("two"))).isEqualTo(one + 1);
        assertThat(claims.claim(deployment("one"))).isEqualTo(one);
    }

    @Test
    void all_taken_is_said_with_the_remedy() throws IOException {
        UidClaims claims = claims(30_000, 30_001);
        claims.claim(deployment("one"));
        claims.claim(deployment("two"));
        Path third = deployment("three");
        assertThatThrownBy(() -> claims.claim(third))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("runtime.uids");
    }

    @Test
    void a_claim_whose_folder_is_gone_is_free_but_not_while_its_trash_is_there() throws IOException {
        UidClaims claims = claims(30_000, 30_000);
        Path one = deployment("one");
        assertThat(claims.claim(one)).isEqualTo(30_000);
        Path trash = Files.move(one, one.resolveSibling(".one.0123.trash"));
        Path two = deployment("two");
        assertThatThrownBy(() -> claims.claim(two)).isInstanceOf(RuntimeFailure.Passing.class);
        Files.delete(trash);
        assertThat(claims.claim(two)).isEqualTo(30_000);
    }

    @Test
    void uids_of_users_of_this_machine_are_not_given() throws IOException {
        int nobody = 65_534;
        assertThat(Files.readString(Path.of("/etc/passwd"))).contains(":" + nobody + ":");
        assertThat(claims(nobody - 1, nobody).claim(deployment("one"))).isEqualTo(nobody - 1);
        Path two = deployment("two");
        assertThatThrownBy(() -> claims(nobody - 1, nobody).claim(two)).isInstanceOf(RuntimeFailure.Passing.class);
    }

    @Test
    void a_uid_on_disk_is_confirmed_for_its_folder_and_a_conflict_is_said() throws IOException {
        UidClaims claims = claims(30_000, 30_009);
        Path one = deployment("one");
        claims.confirm(30_005, one);
        assertThat(claims.claim(one)).isEqualTo(30_005);
        Path two = deployment("two");
        assertThatThrownBy(() -> claims.confirm(30_005, two))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining(one.toString());
        Files.delete(one);
        claims.confirm(30_005, two);
        assertThat(claims.claim(two)).isEqualTo(30_005);
    }

    @Test
    void nobody_releases_what_is_anothers() throws IOException {
        UidClaims claims = claims(30_000, 30_000);
        claims.claim(deployment("one"));
        claims.release(30_000, deployment("two"));
        assertThat(claims.claim(deployment("one"))).isEqualTo(30_000);
        assertThat(folder.resolve("uids/30000")).exists();
    }

    @Test
    void many_at_once_get_one_each() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Set<Integer> given = new HashSet<>();
            for (Future<Integer> uid : threads.invokeAll(IntStream.range(0, 40)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> claims(30_000, 30_099).claim(deployment("d" + i)))
                    .toList())) {
                assertThat(given.add(uid.get())).isTrue();
            }
        }
    }
}
