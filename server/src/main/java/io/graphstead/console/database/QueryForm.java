package io.graphstead.console.database;

import io.graphstead.console.Form;
import io.graphstead.engine.query.Query;
import io.graphstead.engine.query.Query.Access;
import io.graphstead.engine.query.Query.Mode;
import io.graphstead.fleet.Querying;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The form of the query page, as it was sent or as it begins.
 *
 * @param run the query's id, by which it can be cancelled
 */
public record QueryForm(String run, String text, String database, Access access, Mode mode, int rows, int seconds) {
    /** What can be chosen. */
    public static final List<Integer> ROWS = List.of(25, 100, 500, 1000);

    public static final List<Integer> SECONDS = List.of(10, 30, 120);

    /** What one query may bring here before anything of it is thrown away: small numbers grow thirtyfold as Java's. */
    private static final long MOST_BYTES = 1 << 20;

    private static final int LONGEST = 100_000;

    static QueryForm first(Querying.Offer offer) {
        return new QueryForm(newRun(), offer.language().examples().getFirst(), "", Access.READ, Mode.RUN, 100, 30);
    }

    static QueryForm read(Form form, Querying.Offer offer) {
        String run = form.text("run");
        String text = form.exactly("text");
        if (!run.matches("[0-9a-f]{32}")) {
            throw invalid("run", "run must be 32 hexadecimal digits, new for each query; open the page again");
        }
        if (text.isBlank()) {
            throw invalid("text", "there is no query yet; write one");
        }
        if (text.length() > LONGEST) {
            throw invalid("text", "the query is longer than " + LONGEST + " characters; make it shorter");
        }
        return new QueryForm(
                run,
                text,
                form.text("database"),
                chosen("access", form, Access.READ, Access.values(), List.of(Access.values())),
                chosen("mode", form, Mode.RUN, Mode.values(), offer.modes()),
                number("rows", form, ROWS, 100),
                number("seconds", form, SECONDS, 30));
    }

    Query query() {
        return new Query(
                run, text, access, mode, database, new Query.Limits(rows, MOST_BYTES, Duration.ofSeconds(seconds)));
    }

    QueryForm again() {
        return new QueryForm(newRun(), text, database, access, mode, rows, seconds);
    }

    private static String newRun() {
        byte[] bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static <T extends Enum<T>> T chosen(String field, Form form, T byDefault, T[] all, List<T> offered) {
        String word = form.text(field);
        if (word.isEmpty()) {
            return byDefault;
        }
        for (T each : all) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word) && offered.contains(each)) {
                return each;
            }
        }
        throw invalid(
                field,
                field + " is none of those that are offered: "
                        + offered.stream()
                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                .toList());
    }

    private static int number(String field, Form form, List<Integer> offered, int byDefault) {
        String word = form.text(field);
        if (word.isEmpty()) {
            return byDefault;
        }
        return offered.stream()
                .filter(each -> word.equals(String.valueOf(each)))
                .findFirst()
                .orElseThrow(() -> invalid(field, field + " is none of those that are offered: " + offered));
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }

    /** How a select calls it. */
    public static String words(Access access) {
        return switch (access) {
            case READ -> "Read only";
            case WRITE -> "Read and write";
            case SCHEMA -> "Change the schema";
        };
    }

    public static String words(Mode mode) {
        return switch (mode) {
            case RUN -> "Run";
            case EXPLAIN -> "Explain: show the plan, run nothing";
            case PROFILE -> "Profile: run, and show what each step did";
        };
    }

    /** In forms. */
    public static String value(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "QueryForm[" + run + "]";
    }
}
