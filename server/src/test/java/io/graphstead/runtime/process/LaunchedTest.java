package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.runtime.OldLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchedTest {
    private static final String AS_OLDER_SERVERS_WRITE_IT = """
            {"process":{"pid":7,"startTicks":11,"boot":"b"},"start":{"ticket":"t","fence":3,"revision":2,"generation":1,
            "startedAtMillis":1700000000000,"ports":{"bolt":7687},"uid":20001,"stopSignal":"TERM","graceMillis":90000,
            "cgroups":["/sys/fs/cgroup/x"]}}
            """;

    @TempDir
    Path folder;

    private Launched read(String record) throws IOException {
        return Launched.read(Files.writeString(folder.resolve("start.json"), record))
                .orElseThrow();
    }

    @Test
    void a_record_of_an_older_server_is_read_with_its_one_signal() throws IOException {
        Launched launched = read(AS_OLDER_SERVERS_WRITE_IT);
        assertThat(launched.start().stops(30_000))
                .containsExactly(new Launched.Stop("TERM", 90_000), new Launched.Stop("KILL", 30_000));
        assertThat(launched.start().oldLogFiles()).isEmpty();
    }

    @Test
    void what_is_written_is_read_again_and_an_older_server_finds_its_one_signal_in_it() throws IOException {
        Launched.Start start = new Launched.Start(
                "t",
                3,
                2,
                1,
                1_700_000_000_000L,
                Map.of("typedb", 1729),
                20_001,
                "INT",
                20_000,
                List.of(),
                List.of(new Launched.Stop("INT", 10_000)),
                List.of(new Launched.Old("typedb*", 72)));
        assertThat(start.toJson()).contains("\"stopSignal\":\"INT\"", "\"graceMillis\":20000");
        Launched launched =
                read("{\"process\":{\"pid\":7,\"startTicks\":11,\"boot\":\"b\"},\"start\":" + start.toJson() + "}");
        assertThat(launched.start()).isEqualTo(start);
        assertThat(launched.start().stops(30_000))
                .extracting(Launched.Stop::signal, Launched.Stop::waitMillis)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("INT", 20_000L),
                        org.assertj.core.groups.Tuple.tuple("INT", 10_000L),
                        org.assertj.core.groups.Tuple.tuple("KILL", 30_000L));
        assertThat(launched.start().oldLogFiles()).containsExactly(new OldLogs("typedb*", 72));
    }
}
