package io.graphstead.cli.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** The server was not reached, or what answers is no server of this kind; in words for a person. */
public final class Unreachable extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String words) {
        super(words);
    }

    private Unreachable(String words, Throwable cause) {
        super(words, cause);
    }

    static Unreachable of(URI base, IOException failure) {
        return new Unreachable(words(base, failure), failure);
    }

    private static String words(URI base, IOException failure) {
        if (has(failure, UnresolvedAddressException.class)) {
            return "the host " + base.getHost() + " is not known; check the address " + base;
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return base + " does not answer; check the address and whether a firewall is in the way";
        }
        if (failure instanceof HttpTimeoutException) {
            return base + " was reached but does not answer in time; try again, or look into its log";
        }
        if (failure instanceof ConnectException) {
            return "nothing listens at " + base + "; start the server (graphstead serve) or check the address";
        }
        if (failure instanceof SSLException) {
            return "the connection to " + base + " is not trusted: " + failure.getMessage()
                    + "; name the server's CA with --ca FILE when you log in (ca.pem in its data folder)";
        }
        return "the connection to " + base + " failed: " + failure.getMessage() + "; try again";
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return true;
            }
        }
        return false;
    }
}
