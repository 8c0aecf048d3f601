package io.graphstead.api.graphenedb;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.ADeployment;
import io.graphstead.api.DialectServer;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Exports;
import io.graphstead.identity.Ids;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportRoutesTest {
    private static final String ID = "0000000000000000000000000000000f";
    private static final String TAG = "\"" + ID + "\"";
    private static final Instant MADE = Instant.parse("2026-11-22T10:00:00Z");

    private final DialectServer server = new DialectServer();
    private final DeploymentView database =
            server.fleet().has(ADeployment.aDeployment().view());
    private final String path = "/databases/" + Ids.text(database.id().value()) + "/exports/" + ID;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "0123456789");
        server.fleet().exported(new Exports.Download(file, "orders.dump", 10, MADE, MADE.plusSeconds(3600)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> get(String caller, Map<String, String> headers) {
        return server.open(caller, path, headers, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void a_file_is_sent_with_its_name_its_length_and_how_long_it_is_there() {
        HttpResponse<String> answer = get("writer", Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
        assertThat(answer.headers().map())
                .containsEntry("content-disposition", List.of("attachment; filename=\"orders.dump\""))
                .containsEntry("content-length", List.of("10"))
                .containsEntry("accept-ranges", List.of("bytes"))
                .containsEntry("etag", List.of(TAG))
                .containsEntry("expires", List.of("Sun, 22 Nov 2026 11:00:00 GMT"));
    }

    @Test
    void a_part_of_it_is_sent_when_it_is_the_same_file() {
        HttpResponse<String> part = get("writer", Map.of("Range", "bytes=4-6", "If-Range", TAG));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("456");
        assertThat(part.headers().firstValue("content-range")).hasValue("bytes 4-6/10");

        HttpResponse<String> other = get("writer", Map.of("Range", "bytes=4-6", "If-Range", "\"other\""));
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo("0123456789");
    }

    @Test
    void what_begins_behind_its_end_is_416_and_what_one_has_is_304() {
        HttpResponse<String> behind = get("writer", Map.of("Range", "bytes=10-"));
        assertThat(behind.statusCode()).isEqualTo(416);
        assertThat(behind.headers().firstValue("content-range")).hasValue("bytes */10");

        assertThat(get("writer", Map.of("If-None-Match", TAG)).statusCode()).isEqualTo(304);
    }

    @Test
    void it_is_for_writers_only() {
        assertThat(get("reader", Map.of()).statusCode()).isEqualTo(403);
    }
}
