package io.graphstead.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestHeadTest {
    private static RequestHead of(String text) {
        return RequestHead.of(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    @Test
    void an_upgrade_to_websocket_goes_with_the_drivers() {
        String head = "GET / HTTP/1.1\r\nHost: h\r\nUPGRADE:  WebSocket \r\nConnection: Upgrade\r\n\r\n";
        for (int length = 0; length < head.length(); length++) {
            assertThat(of(head.substring(0, length))).as("%d bytes", length).isEqualTo(RequestHead.UNDECIDED);
        }
        assertThat(of(head)).isEqualTo(RequestHead.WEBSOCKET);
        assertThat(of(head + "more")).isEqualTo(RequestHead.WEBSOCKET);
    }

    @Test
    void every_other_request_is_ordinary() {
        assertThat(of("POST /db/neo4j/tx HTTP/1.1\r\nHost: h\r\nUpgrade: h2c\r\n\r\n{}"))
                .isEqualTo(RequestHead.ORDINARY);
        assertThat(of("GET / HTTP/1.0\r\n\r\n")).isEqualTo(RequestHead.ORDINARY);
        assertThat(of("GET / HTTP/1.1\r\nX-Upgrade: websocket\r\n\r\nUpgrade: websocket"))
                .isEqualTo(RequestHead.ORDINARY);
    }

    @Test
    void http_0_9_other_versions_and_endless_heads_are_bad() {
        assertThat(of("GET /\r\n")).isEqualTo(RequestHead.BAD);
        assertThat(of("GET / HTTP/2.0\r\n")).isEqualTo(RequestHead.BAD);
        assertThat(of("GET / with blanks HTTP/1.1\r\n")).isEqualTo(RequestHead.BAD);
        String line = "GET / HTTP/1.1\r\nX: ";
        assertThat(of(line + "x".repeat(RequestHead.MOST - line.length() - 1))).isEqualTo(RequestHead.UNDECIDED);
        assertThat(of(line + "x".repeat(RequestHead.MOST))).isEqualTo(RequestHead.BAD);
    }
}
