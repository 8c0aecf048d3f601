package io.graphstead.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stable word of the audit log for a route, such as {@code database.create}: derived from method and path template,
 * alike for both dialects, so that a new route has one without anyone remembering.
 */
final class AuditAction {
    /** Where the path does not say what is done. */
    private static final Map<String, String> EXACT = Map.ofEntries(
            Map.entry("POST /organizations/oauth/token", "token.issue"),
            Map.entry("GET /organizations/oauth/token", "token.issue"),
            Map.entry("POST /api/auth", "token.issue"),
            Map.entry("POST /api/v1/auth", "token.issue"),
            Map.entry("POST /people/token", "person.sign-in"),
            Map.entry("POST /console/sign-in", "person.sign-in"),
            Map.entry("POST /console/sign-in/code", "person.sign-in.code"),
            Map.entry("GET /console/sign-in/provider", "person.sign-in.provider"),
            Map.entry("GET /console/sign-in/provider/callback", "person.sign-in.provider"),
            Map.entry("POST /people/second-factor/remove", "person.second-factor.remove"),
            Map.entry("POST /console/sign-out", "person.sign-out"),
            Map.entry("POST /console/welcome/{token}", "owner.create"),
            Map.entry("GET /invitations/{token}", "invitation.read"),
            Map.entry("GET /join/{token}", "invitation.read"),
            Map.entry("POST /invitations/{token}", "invitation.accept"),
            Map.entry("POST /join/{token}", "invitation.accept"));

    private static final Set<String> NOT_TOLD = Set.of("deployments", "api", "v1", "{vendor}", "console");
    /** End in s and are no collections. */
    private static final Set<String> SINGLE =
            Set.of("credentials", "extras", "logs", "metrics", "settings", "status", "audit");
    /** What the TypeDB dialect calls otherwise. */
    private static final Map<String, String> SAME =
            Map.of("clusters", "databases", "deploy", "create", "suspend", "pause");

    private AuditAction() {}

    /** @param command whether the route executes a {@link Command} */
    static String of(String method, String template, boolean command) {
        String exact = EXACT.get(method + " " + template);
        if (exact != null) {
            return exact;
        }
        List<String> words = new ArrayList<>();
        for (String segment : template.split("/", -1)) {
            if (!segment.isEmpty() && !NOT_TOLD.contains(segment)) {
                words.add(SAME.getOrDefault(segment, segment));
            }
        }
        return of(method, words, command);
    }

    private static String of(String method, List<String> words, boolean command) {
        int named = lastVariable(words);
        List<String> rest = words.subList(named + 1, words.size());
        String thing = named < 1 ? "" : one(words.get(named - 1));
        if (!rest.isEmpty() && isCollection(rest.getFirst()) && !command) {
            thing = one(rest.getFirst());
            rest = rest.subList(1, rest.size());
            if (rest.isEmpty()) {
                return thing + "." + (method.equals("POST") ? "create" : method.equals("DELETE") ? "delete" : "list");
            }
        }
        String what = rest.isEmpty() ? "" : String.join(".", rest);
        boolean saysItself = command || method.equals("POST");
        // A page's form is sent to what it changes.
        boolean changes = method.equals("POST") && rest.isEmpty() && named >= 1 && named == words.size() - 1;
        return joined(thing, what, saysItself && !what.isEmpty() ? "" : changes ? "update" : verb(method));
    }

    private static int lastVariable(List<String> words) {
        int last = -1;
        for (int at = 0; at < words.size(); at++) {
            if (words.get(at).startsWith("{")) {
                last = at;
            }
        }
        return last;
    }

    private static boolean isCollection(String word) {
        return word.endsWith("s") && !SINGLE.contains(word);
    }

    private static String one(String word) {
        return isCollection(word) ? word.substring(0, word.length() - 1) : word;
    }

    private static String verb(String method) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT", "PATCH" -> "update";
            case "DELETE" -> "delete";
            default -> "read";
        };
    }

    private static String joined(String... words) {
        List<String> said = new ArrayList<>();
        for (String word : words) {
            if (!word.isEmpty()) {
                said.add(word);
            }
        }
        return String.join(".", said);
    }
}
