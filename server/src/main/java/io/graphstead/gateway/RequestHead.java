package io.graphstead.gateway;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the first request of an HTTP connection wants, as far as it decides where the connection goes. Pure. */
enum RequestHead {
    /** To speak Bolt over WebSocket, as Neo4j Browser does. */
    WEBSOCKET,
    /** Anything else of HTTP/1. */
    ORDINARY,
    /** Its head has not come whole. */
    UNDECIDED,
    /** No request of HTTP/1.0 or 1.1, or a head longer than {@link #MOST}. */
    BAD;

    static final int MOST = 16 * 1024;

    /** Looks at what can be read and leaves it there. */
    static RequestHead of(ByteBuf bytes) {
        int there = Math.min(bytes.readableBytes(), MOST);
        String text = bytes.toString(bytes.readerIndex(), there, StandardCharsets.ISO_8859_1);
        int line = text.indexOf('\n');
        if (line >= 0 && !text.substring(0, line).strip().matches("[A-Z]+ \\S+ HTTP/1\\.[01]")) {
            return BAD;
        }
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return there == MOST ? BAD : UNDECIDED;
        }
        return text.substring(0, end)
                        .lines()
                        .skip(1)
                        .map(header -> header.toLowerCase(Locale.ROOT))
                        .anyMatch(RequestHead::upgradesToWebSocket)
                ? WEBSOCKET
                : ORDINARY;
    }

    private static boolean upgradesToWebSocket(String header) {
        int colon = header.indexOf(':');
        return colon > 0
                && header.substring(0, colon).equals("upgrade")
                && header.substring(colon + 1).strip().equals("websocket");
    }
}
