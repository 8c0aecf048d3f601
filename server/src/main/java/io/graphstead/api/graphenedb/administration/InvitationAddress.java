package io.graphstead.api.graphenedb.administration;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an invitation is accepted: below the address by which the server was just reached. */
final class InvitationAddress {
    // As far as a host can be told from anything else that someone may write there.
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9a-fA-F:.]{2,45}])(:[0-9]{1,5})?");

    private InvitationAddress() {}

    static String of(HttpRequest<?> request, String token) {
        String host = Optional.ofNullable(request.getHeaders().get(HttpHeaders.HOST))
                .filter(sent -> HOST.matcher(sent).matches())
                .orElse("localhost");
        return "https://" + host + "/invitations/" + token;
    }
}
