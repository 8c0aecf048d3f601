package io.graphstead.engine.typedb;

import io.graphstead.runtime.Reach;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Whether gRPC is spoken at a port, told by HTTP/2's first words: who says them gets a SETTINGS frame. All that a server
 * without HTTP endpoint can be asked for without its own protocol, so its password is not looked at.
 */
final class GrpcPort {
    private static final byte[] PREFACE_AND_EMPTY_SETTINGS =
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0\0\0\4\0\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);

    private static final int HEAD_BYTES = 9;
    private static final int TYPE_OF_SETTINGS = 4;

    private GrpcPort() {}

    static boolean answers(Reach reach, Duration limit) {
        int millis = (int) Math.min(limit.toMillis(), Integer.MAX_VALUE);
        if (millis <= 0) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(reach.host(), reach.port()), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(PREFACE_AND_EMPTY_SETTINGS);
            byte[] head = socket.getInputStream().readNBytes(HEAD_BYTES);
            return head.length == HEAD_BYTES && head[3] == TYPE_OF_SETTINGS;
        } catch (IOException e) {
            return false;
        }
    }
}
