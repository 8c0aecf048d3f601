package io.graphstead.console;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.net.URI;
import java.util.Map;

/** Answers of the console: pages with the headers that keep browsers from loading anything that is not ours. */
public final class Pages {
    public static final MediaType HTML = MediaType.of("text/html; charset=utf-8");

    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            HttpHeaders.VARY,
            "HX-Request",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            // The one page that forms are sent from tells its own server so, and nobody else.
            "Referrer-Policy",
            "same-origin");

    private Pages() {}

    public static MutableHttpResponse<String> html(JteModel page) {
        return html(HttpStatus.OK, page);
    }

    public static MutableHttpResponse<String> html(HttpStatus status, JteModel page) {
        MutableHttpResponse<String> response = HttpResponse.status(status);
        HEADERS.forEach(response::header);
        return response.body(page.render()).contentType(HTML);
    }

    /** Goes on with a page, after something was done. */
    public static MutableHttpResponse<String> goTo(String path) {
        return HttpResponse.seeOther(URI.create(path));
    }

    /** Goes on with a page that says what was done. */
    public static MutableHttpResponse<String> goTo(String path, Done done) {
        return goTo(path + "?done=" + done.word());
    }
}
