package io.graphstead.testing.quick;

import io.graphstead.runtime.Reach;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a quick server one line at a time. */
public final class QuickClient {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private QuickClient() {}

    public static String ask(Reach reach, String line) throws IOException {
        return ask(reach, line, LIMIT);
    }

    public static String ask(Reach reach, String line, Duration limit) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(reach.host(), reach.port()), (int) limit.toMillis());
            socket.setSoTimeout((int) limit.toMillis());
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (answer == null) {
                throw new SocketTimeoutException("the server closed the connection");
            }
            return answer;
        }
    }
}
