package io.graphstead.console.organization;

import io.graphstead.api.audit.AuditQueries;
import io.graphstead.audit.AuditQuery;
import io.micronaut.http.HttpParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which events a page shows, as its address says it: the API's own parameters, and what browsers make of a moment.
 *
 * @param sent what was filled in
 */
public record AuditFilterForm(Map<String, String> sent) {
    private static final List<String> FIELDS = List.of("actor", "action", "resource", "since", "until");
    private static final String TOKEN = "pageToken";
    private static final int LONGEST = 200;
    // What a field for a moment sends: without a time zone, which is UTC on all pages.
    private static final Pattern BROWSERS = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?");

    public AuditFilterForm {
        sent = Map.copyOf(sent);
    }

    static AuditFilterForm of(HttpParameters parameters) {
        Map<String, String> sent = new LinkedHashMap<>();
        List<String> known = new ArrayList<>(FIELDS);
        known.add(TOKEN);
        for (String name : known) {
            parameters
                    .getFirst(name)
                    .map(String::strip)
                    .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                    .ifPresent(text -> sent.put(name, text));
        }
        return new AuditFilterForm(sent);
    }

    /** @throws io.graphstead.refusal.Refused naming the field that is wrong */
    AuditQuery query() {
        return AuditQueries.read(name -> Optional.ofNullable(sent.get(name)).map(AuditFilterForm::moment).stream()
                .toList());
    }

    private static String moment(String text) {
        if (!BROWSERS.matcher(text).matches()) {
            return text;
        }
        return text.length() == "2026-01-01T00:00".length() ? text + ":00Z" : text + "Z";
    }

    Optional<String> token() {
        return Optional.ofNullable(sent.get(TOKEN));
    }

    /** What the field shows. */
    public String text(String field) {
        return sent.getOrDefault(field, "");
    }

    /** Whether anything is left out. */
    public boolean narrows() {
        return FIELDS.stream().anyMatch(sent::containsKey);
    }

    /** Whether these are not the newest. */
    public boolean isLater() {
        return sent.containsKey(TOKEN);
    }

    /** The query of an address with the same filter, and with these besides. */
    public String with(String... more) {
        List<String> parts = new ArrayList<>();
        for (String field : FIELDS) {
            if (sent.containsKey(field)) {
                parts.add(pair(field, text(field)));
            }
        }
        for (int at = 0; at + 1 < more.length; at += 2) {
            parts.add(pair(more[at], more[at + 1]));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
