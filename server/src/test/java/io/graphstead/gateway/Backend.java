package io.graphstead.gateway;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands behind a gateway in tests: a server on loopback that does one thing with each connection. */
final class Backend implements AutoCloseable {
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    final AtomicInteger connections = new AtomicInteger();

    /** What is done with a connection, which is closed then. */
    interface Behaviour {
        void with(Socket client) throws IOException;
    }

    Backend(Behaviour behaviour) throws IOException {
        listening = new ServerSocket(0, 1000, GatewayRig.LOOPBACK);
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket client = listening.accept();
                    open.add(client);
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> run(behaviour, client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    /** Sends back whatever comes, and ends when the client does. */
    static Backend echo() throws IOException {
        return new Backend(client -> client.getInputStream().transferTo(client.getOutputStream()));
    }

    /** As {@link #echo}, after a word of its own. */
    static Backend echo(String word) throws IOException {
        return new Backend(client -> {
            client.getOutputStream().write(word.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(client.getOutputStream());
        });
    }

    /** Listens, and says what it is given to say. */
    static Backend scripted() throws IOException {
        return new Backend(client -> client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream()));
    }

    /** To everybody who is connected. */
    void say(byte[] words) throws IOException {
        for (Socket client : open) {
            client.getOutputStream().write(words);
        }
    }

    private void run(Behaviour behaviour, Socket client) {
        try (client) {
            behaviour.with(client);
        } catch (IOException ended) {
            // as connections do
        } finally {
            open.remove(client);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    int openConnections() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
