package io.graphstead.cli;

import io.graphstead.platform.CannotStart;
import io.graphstead.platform.folder.ServerSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;

/** Where the server listens, and where that is for a client. */
final class Ports {
    private Ports() {}

    /** Before anything is started, so that a port that is taken is told in a moment. */
    static void refuseIfTaken(ServerSettings server) {
        String address = server.listenAddress();
        int port = server.port();
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (UnknownHostException unknown) {
            throw new CannotStart("server.listen-address " + address + " is not an address of this machine", unknown);
        } catch (BindException taken) {
            throw cannotListen(server, taken);
        } catch (IOException refused) {
            throw new CannotStart(
                    "the server cannot listen on " + address + ":" + port + ": " + refused.getMessage(), refused);
        }
    }

    private static CannotStart cannotListen(ServerSettings server, BindException taken) {
        String address = server.listenAddress();
        int port = server.port();
        boolean inUse = String.valueOf(taken.getMessage()).contains("in use");
        return new CannotStart(
                inUse
                        ? "port " + port + " on " + address + " is taken; stop what listens there"
                                + " (ss -ltnp 'sport = :" + port + "' shows it) or choose another with --port"
                        : "the server cannot listen on " + address + ":" + port + ": " + taken.getMessage()
                                + "; choose another with server.listen-address or --port",
                taken);
    }

    /** Runs what begins to listen; something else may have taken the port since it was looked at. */
    static void listening(ServerSettings server, Runnable start) {
        try {
            start.run();
        } catch (RuntimeException failed) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof BindException taken) {
                    throw cannotListen(server, taken);
                }
            }
            throw failed;
        }
    }

    static URI address(String listenAddress, int port) {
        String host = switch (listenAddress) {
            case "0.0.0.0", "::" -> "localhost";
            default -> listenAddress;
        };
        return URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
}
