package io.graphstead.runtime.process.distribution;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;

/** Says in words why a release site did not give what was asked. */
final class Unreached {
    private Unreached() {}

    /** @return {@link ReleaseSite.Unusable} for what does not get better by asking again */
    static IOException of(int status) {
        return switch (status) {
            case 404, 410 -> new ReleaseSite.Unusable("the site has no such file (it answered " + status + ")");
            case 401, 403 -> new ReleaseSite.Unusable("the site does not give it out (it answered " + status + ")");
            case 407 -> new ReleaseSite.Unusable("the proxy wants a login (it answered 407)");
            case 408, 416, 425, 429 -> new IOException("the site answered " + status);
            default ->
                status >= 500
                        ? new IOException("the site answered " + status)
                        : new ReleaseSite.Unusable("the site answered " + status);
        };
    }

    static String words(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause() == each ? null : each.getCause()) {
            if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
                return "its name is not known on this network";
            }
        }
        return switch (failure) {
            case HttpTimeoutException _ -> "it did not answer in time";
            case ConnectException _ -> Optional.ofNullable(failure.getMessage()).orElse("it does not take connections");
            default ->
                Optional.ofNullable(failure.getMessage())
                        .orElse(failure.getClass().getSimpleName());
        };
    }
}
