package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command lines of the vendor's page, unchanged but for host, id, secret and token. */
@Tag("blackbox")
@ExtendWith(BlackBox.class)
class GrapheneDbVendorPageTest {
    private static final String HOST = "https://api.db.graphenedb.com";

    private final BlackBoxTarget target;
    private final GrapheneDbClient client;

    GrapheneDbVendorPageTest(BlackBoxTarget target, GrapheneDbClient client) {
        this.target = target;
        this.client = client;
    }

    @Test
    void the_pages_way_to_a_token_works(@TempDir Path home) throws Exception {
        Curl.Printed printed = new Curl(target, home)
                .run(
                        "graphenedb-token.sh",
                        Map.of(
                                HOST,
                                target.url().toString(),
                                "\"SECRET\"",
                                '"' + target.grapheneDb().secret() + '"',
                                "\"ID\"",
                                '"' + target.grapheneDb().id() + '"'));

        assertThat(printed.status()).as(printed.body()).isEqualTo(201);
        assertThat(Answer.parse(printed.body()).get("access_token").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"versions", "plans", "regions"})
    void the_pages_second_steps_work(String list, @TempDir Path home) throws Exception {
        Curl.Printed printed = new Curl(target, home)
                .run(
                        "graphenedb-" + list + ".sh",
                        Map.of(HOST, target.url().toString(), "ACCESS_TOKEN", client.token()));

        assertThat(printed.status()).as(printed.body()).isEqualTo(200);
        assertThat(Answer.parse(printed.body()).get(list)).isNotEmpty();
    }
}
