package io.graphstead.console;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the browser has reached this server, for lines that are to be pasted. */
public final class ServerAddress {
    // As far as a host can be told from anything else that someone may write there.
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}])(:[0-9]{1,5})?");

    private ServerAddress() {}

    public static String of(HttpRequest<?> request) {
        return "https://"
                + Optional.ofNullable(request.getHeaders().get(HttpHeaders.HOST))
                        .filter(host -> HOST.matcher(host).matches())
                        .orElse("localhost");
    }
}
