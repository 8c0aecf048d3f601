package io.graphstead.console.access;

import io.graphstead.api.RemoteAddress;
import io.graphstead.identity.Sessions.Browser;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Optional;

/** Whose browser a request comes from. */
final class Browsers {
    private Browsers() {}

    static Browser of(HttpRequest<?> request) {
        String agent = Optional.ofNullable(request.getHeaders().get(HttpHeaders.USER_AGENT))
                .orElse("");
        return new Browser(agent, RemoteAddress.of(request));
    }

    /** {@code Chrome on Linux}: what people recognize their own browser by. */
    static String name(String agent) {
        return browser(agent) + " on " + system(agent);
    }

    private static String browser(String agent) {
        if (agent.contains("Firefox/")) {
            return "Firefox";
        }
        if (agent.contains("Edg/")) {
            return "Edge";
        }
        if (agent.contains("Chrome/")) {
            return "Chrome";
        }
        return agent.contains("Safari/") ? "Safari" : "A browser";
    }

    private static String system(String agent) {
        if (agent.contains("Android")) {
            return "Android";
        }
        if (agent.contains("iPhone") || agent.contains("iPad")) {
            return "iOS";
        }
        if (agent.contains("Windows")) {
            return "Windows";
        }
        if (agent.contains("Mac OS X")) {
            return "macOS";
        }
        return agent.contains("Linux") ? "Linux" : "an unknown system";
    }
}
