package io.graphstead.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Clients of the gateway in a process of their own, so that what they cost is not taken for the gateway's: {@code idle PORT
 * COUNT} connects so many and holds them, {@code new PORT SECONDS} connects and leaves for so long.
 */
public final class IdleClients {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private IdleClients() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        int much = Integer.parseInt(arguments[2]);
        if (arguments[0].equals("idle")) {
            hold(port, much);
        } else {
            System.out.println(comeAndGo(port, Duration.ofSeconds(much)));
        }
    }

    private static void hold(int port, int count) throws IOException {
        List<SSLSocket> held = new ArrayList<>();
        SSLContext context = believing();
        while (held.size() < count) {
            SSLSocket socket = connect(context, port);
            ask(socket, 'S');
            held.add(socket);
        }
        System.out.println(held.size());
        System.in.read();
    }

    /** How many came, each with a handshake of its own. */
    private static int comeAndGo(int port, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        int count = 0;
        while (System.nanoTime() < end) {
            try (SSLSocket socket = connect(believing(), port)) {
                ask(socket, 'S');
                count++;
            }
        }
        return count;
    }

    /** Sends one byte and reads the answer that it asks for. */
    static void ask(SSLSocket socket, char what) throws IOException {
        socket.getOutputStream().write(what);
        socket.getOutputStream().flush();
        int size = what == 'L' ? GatewayLoad.LARGE : GatewayLoad.SMALL;
        if (socket.getInputStream().readNBytes(size).length < size) {
            throw new IOException("the answer is too short");
        }
    }

    static SSLSocket connect(SSLContext context, int port) throws IOException {
        Socket plain = new Socket(LOOPBACK, port);
        plain.setTcpNoDelay(true);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true);
        socket.startHandshake();
        return socket;
    }

    /** A context of its own takes up no session of another. */
    static SSLContext believing() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Credulous()}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static final class Credulous implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
