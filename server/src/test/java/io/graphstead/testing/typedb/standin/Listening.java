package io.graphstead.testing.typedb.standin;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One port and its clients, each in a thread of its own. */
final class Listening implements Runnable {
    /** An empty SETTINGS frame, with which every HTTP/2 server begins. */
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    private final ServerSocket socket;
    private final @Nullable Api api;
    private final @Nullable Socket client;

    private Listening(ServerSocket socket, @Nullable Api api, @Nullable Socket client) {
        this.socket = socket;
        this.api = api;
        this.client = client;
    }

    /** @param api answers HTTP here; null: only the first frame of gRPC is spoken */
    static Listening at(String address, @Nullable Api api) throws Refused {
        int colon = address.lastIndexOf(':');
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(
                    new java.net.InetSocketAddress(
                            InetAddress.getByName(address.substring(0, colon)),
                            Integer.parseInt(address.substring(colon + 1))),
                    128);
            Listening listening = new Listening(socket, api, null);
            new Thread(listening).start();
            return listening;
        } catch (IOException e) {
            // The real one says so and leaves with 0, after it has said that it is ready.
            throw new Refused(
                    0, "Exited with error: [SRV11] Could not serve on " + address + ": address in use (os error 98)");
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // closed it is
        }
    }

    @Override
    public void run() {
        try {
            if (client != null) {
                try (client) {
                    serve(client);
                }
                return;
            }
            while (true) {
                new Thread(new Listening(socket, api, socket.accept())).start();
            }
        } catch (IOException | InterruptedException e) {
            // the client went away, or the port was closed
        }
    }

    private void serve(Socket with) throws IOException, InterruptedException {
        with.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(with.getInputStream());
        if (api == null) {
            with.getOutputStream().write(SETTINGS);
            with.getOutputStream().flush();
            // Who begins in another way speaks something else, and is cut off: RFC 9113, section 3.4.
            if (Arrays.equals(in.readNBytes(PREFACE.length), PREFACE)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return;
        }
        while (request(api, with, in)) {}
    }

    private static boolean request(Api api, Socket with, InputStream in) throws IOException, InterruptedException {
        String[] words = line(in).split(" ");
        if (words.length != 3) {
            return false;
        }
        int length = 0;
        boolean close = false;
        @Nullable String token = null;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
            String value = header.substring(header.indexOf(':') + 1).strip();
            switch (name) {
                case "content-length" -> length = Integer.parseInt(value);
                case "connection" -> close = value.equalsIgnoreCase("close");
                case "authorization" -> token = value.startsWith("Bearer ") ? value.substring(7) : null;
                default -> {}
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        Answer answer = api.answer(words[0], words[1], token, body);
        byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + answer.status() + " -\r\n"
                + (answer.status() == 204
                        ? ""
                        : "content-type: application/json\r\ncontent-length: " + content.length + "\r\n")
                + (close ? "connection: close\r\n" : "") + "\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(content);
        all.writeTo(with.getOutputStream());
        with.getOutputStream().flush();
        return !close;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
