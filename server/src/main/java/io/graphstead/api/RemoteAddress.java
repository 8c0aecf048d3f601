package io.graphstead.api;

import io.micronaut.http.HttpRequest;
import java.net.InetSocketAddress;

/** From where a request comes: the other end of its connection, whatever its headers say. */
public final class RemoteAddress {
    private RemoteAddress() {}

    public static String of(HttpRequest<?> request) {
        InetSocketAddress remote = request.getRemoteAddress();
        return remote.getAddress() == null
                ? remote.getHostString()
                : remote.getAddress().getHostAddress();
    }
}
