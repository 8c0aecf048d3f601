package io.graphstead.api;

import io.graphstead.identity.Ids;
import io.graphstead.identity.Touched;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request was about.
 *
 * @param named such as {@code database:ID}; {@code -} where nothing was named
 * @param ids every id that was named, as it is shown
 */
record AuditResource(String named, List<String> ids) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Map<String, String> KINDS = Map.of("clientId", "api-client", "ruleId", "network-rule");

    static AuditResource of(String template, Map<String, Object> variables, Touched touched) {
        Set<String> ids = new LinkedHashSet<>(touched.ids());
        List<String> inPath = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(template);
        while (matcher.find()) {
            String variable = matcher.group(1);
            // Only what has the form of an id: anything else may be whatever someone wrote there, or a secret.
            Optional.ofNullable(variables.get(variable))
                    .flatMap(value -> Ids.parse(value.toString()))
                    .map(Ids::text)
                    .ifPresent(id -> {
                        ids.add(id);
                        inPath.add(kind(variable) + ":" + id);
                    });
        }
        Optional<String> last = inPath.isEmpty() ? Optional.empty() : Optional.of(inPath.getLast());
        return new AuditResource(touched.made().or(() -> last).or(touched::seen).orElse("-"), List.copyOf(ids));
    }

    private static String kind(String variable) {
        String name = variable.endsWith("Id") ? variable.substring(0, variable.length() - 2) : variable;
        return KINDS.getOrDefault(variable, name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }
}
