package io.graphstead.engine.neo4j;

import io.graphstead.runtime.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Carries one connection to a server, and no more of its answer than is wanted: drivers take in a row whole, however large,
 * and one row can be larger than this server's memory. Listens on loopback, for a single client.
 */
final class BoundedRelay implements AutoCloseable {
    private static final int TIME_TO_CONNECT = 5_000;

    /** What comes is thirty times as large as a driver's objects in the worst case, so few may bring much at one time. */
    private static final Semaphore LARGE = new Semaphore(3, true);

    private static final int SMALL = 64 * 1024;

    private final ServerSocket door;
    private final Reach server;
    private final long most;
    private final Socket inside = new Socket();
    private final AtomicBoolean full = new AtomicBoolean();
    private volatile boolean closed;

    /** @param most bytes that may come from the server */
    BoundedRelay(Reach server, long most) throws IOException {
        this.server = server;
        this.most = most;
        this.door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        door.setSoTimeout(TIME_TO_CONNECT);
        Thread.ofVirtual().name("query-relay").start(this::carry);
    }

    /** Where the driver has to go. */
    Reach entrance() {
        return new Reach(door.getInetAddress().getHostAddress(), door.getLocalPort());
    }

    /** Whether more came than is wanted. */
    boolean isFull() {
        return full.get();
    }

    private void carry() {
        try (Socket client = door.accept();
                Socket toServer = inside) {
            door.close();
            toServer.connect(new InetSocketAddress(server.host(), server.port()), TIME_TO_CONNECT);
            client.setTcpNoDelay(true);
            toServer.setTcpNoDelay(true);
            Thread.ofVirtual().name("query-relay-in").start(() -> {
                try {
                    client.getInputStream().transferTo(toServer.getOutputStream());
                } catch (IOException e) {
                    // told by the other direction
                } finally {
                    close();
                }
            });
            back(toServer.getInputStream(), client.getOutputStream());
        } catch (IOException e) {
            // The driver sees a connection that ends, and says so.
        } finally {
            close();
        }
    }

    private void back(InputStream from, OutputStream to) throws IOException {
        byte[] piece = new byte[16 * 1024];
        long carried = 0;
        boolean holdsPermit = false;
        try {
            for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
                carried += read;
                if (carried > most) {
                    full.set(true);
                    return;
                }
                if (carried > SMALL && !holdsPermit) {
                    LARGE.acquireUninterruptibly();
                    holdsPermit = true;
                }
                to.write(piece, 0, read);
            }
        } finally {
            if (holdsPermit) {
                LARGE.release();
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try (door;
                    inside) {
                // both are closed, and their threads end with them
            } catch (IOException e) {
                // closed they are
            }
        }
    }
}
