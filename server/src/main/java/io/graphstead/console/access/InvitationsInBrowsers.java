package io.graphstead.console.access;

import io.graphstead.console.Pages;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who opens an invitation's address in a browser is led to the page of it. Clients of the API are answered by the API. */
@ServerFilter(value = "/invitations/*", methods = HttpMethod.GET)
final class InvitationsInBrowsers implements Ordered {
    private static final Pattern TOKEN = Pattern.compile("/invitations/([0-9a-f]{64})");

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1200;
    }

    @RequestFilter
    Optional<HttpResponse<?>> lead(HttpRequest<?> request) {
        Matcher token = TOKEN.matcher(request.getPath());
        boolean browser = request.accept().stream()
                .findFirst()
                .filter(MediaType.TEXT_HTML_TYPE::equals)
                .isPresent();
        return browser && token.matches() ? Optional.of(Pages.goTo("/join/" + token.group(1))) : Optional.empty();
    }
}
