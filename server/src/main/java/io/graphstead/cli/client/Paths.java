package io.graphstead.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Paths of requests: whatever is put into one stays one segment or one value. */
public final class Paths {
    private Paths() {}

    /** @param template with {@code {}} for each of the segments */
    public static String path(String template, String... segments) {
        StringBuilder path = new StringBuilder();
        int at = 0;
        for (String segment : segments) {
            int hole = template.indexOf("{}", at);
            // Alone they would be taken for a way through folders.
            boolean dots = segment.equals(".") || segment.equals("..");
            path.append(template, at, hole).append(dots ? segment.replace(".", "%2E") : encode(segment));
            at = hole + 2;
        }
        return path.append(template.substring(at)).toString();
    }

    /** The path with those of the values that are there behind it. */
    public static String query(String path, Map<String, Optional<String>> values) {
        String query = values.entrySet().stream()
                .flatMap(each -> each.getValue().map(value -> each.getKey() + "=" + encode(value)).stream())
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
