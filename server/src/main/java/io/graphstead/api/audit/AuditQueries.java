package io.graphstead.api.audit;

import io.graphstead.audit.AuditQuery;
import io.graphstead.identity.Ids;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads which events are wanted from the query of an address. */
public final class AuditQueries {
    public static final int MOST = 1000;

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,6}");
    private static final Pattern ACTOR =
            Pattern.compile("installation|anonymous|((client|person):)?[0-9a-fA-F-]{32,36}");
    private static final Pattern RESOURCE = Pattern.compile("([a-z-]{1,40}:)?([0-9a-fA-F-]{32,36})");

    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]{1,60}([.][a-z0-9-]{1,60}){0,8}");

    private AuditQueries() {}

    /** @param sent the values of a parameter by its name */
    public static AuditQuery read(Function<String, List<String>> sent) {
        Optional<Instant> since = moment(sent, "since");
        Optional<Instant> until = moment(sent, "until");
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            throw invalid("until", "until must be later than since");
        }
        return new AuditQuery(
                since,
                until,
                one(sent, "actor").map(AuditQueries::actors).orElse(List.of()),
                resource(sent),
                one(sent, "action").map(AuditQueries::action));
    }

    private static String action(String text) {
        if (!ACTION.matcher(text).matches()) {
            throw invalid(
                    "action",
                    "action must be what an event's action is, such as database.create, or its beginning, such as"
                            + " database");
        }
        return text;
    }

    /** @return empty when none was sent */
    public static OptionalInt limit(Function<String, List<String>> sent) {
        Optional<String> text = one(sent, "limit");
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        int limit = DIGITS.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : 0;
        if (limit < 1 || limit > MOST) {
            throw invalid("limit", "limit must be a whole number from 1 to " + MOST);
        }
        return OptionalInt.of(limit);
    }

    public static Optional<String> pageToken(Function<String, List<String>> sent) {
        return one(sent, "pageToken");
    }

    private static Optional<String> one(Function<String, List<String>> sent, String name) {
        List<String> values = sent.apply(name);
        if (values.size() > 1) {
            throw invalid(name, name + " stands in the address more than once; give it once");
        }
        return values.stream().findFirst();
    }

    private static Optional<Instant> moment(Function<String, List<String>> sent, String name) {
        return one(sent, name).map(text -> {
            Instant moment = moment(name, text);
            if (moment.isBefore(Instant.EPOCH) || moment.isAfter(LAST)) {
                throw invalid(name, name + " must lie between 1970 and 9999");
            }
            return moment;
        });
    }

    private static Instant moment(String name, String text) {
        try {
            // A plus that was not encoded arrives as a space.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException _) {
            return rfc7231(name, text);
        }
    }

    private static Instant rfc7231(String name, String text) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        } catch (DateTimeException _) {
            throw invalid(
                    name, name + " must be a moment such as 2026-11-06T08:49:37Z or Fri, 06 Nov 2026 08:49:37 GMT");
        }
    }

    private static List<String> actors(String text) {
        if (!ACTOR.matcher(text).matches()) {
            throw invalid("actor", "actor must be installation, anonymous, client:ID, person:ID or an ID");
        }
        int colon = text.indexOf(':');
        Optional<String> id = Ids.parse(text.substring(colon + 1)).map(Ids::text);
        if (id.isEmpty()) {
            return List.of(text);
        }
        return colon < 0
                ? List.of("client:" + id.get(), "person:" + id.get())
                : List.of(text.substring(0, colon + 1) + id.get());
    }

    private static Optional<String> resource(Function<String, List<String>> sent) {
        return one(sent, "resource").map(text -> {
            int colon = text.indexOf(':');
            Optional<String> id = RESOURCE.matcher(text).matches()
                    ? Ids.parse(text.substring(colon + 1)).map(Ids::text)
                    : Optional.empty();
            return text.substring(0, colon + 1)
                    + id.orElseThrow(() -> invalid(
                            "resource",
                            "resource must be the id of something, or its kind and id such as database:ID"));
        });
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
