package io.graphstead.engine.neo4j;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a setting may be set to. Every form is spelled out in printable ASCII without quotes, backslashes and dollar signs,
 * so that nothing but a value can come out of it in the engine's file.
 *
 * @param allowed what is taken, in words that follow "it must be"
 * @param read the value as it is written to the file; empty when it is none of those
 */
record SettingValue(String allowed, Function<String, Optional<String>> read) {
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1000L, "", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES = Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d|)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([kmg]?)", Pattern.CASE_INSENSITIVE);

    /** One procedure or a pattern of them: parts between dots, in which {@code *} and {@code ?} stand for others. */
    private static final Pattern PROCEDURES = Pattern.compile("[A-Za-z_*?][A-Za-z0-9_*?]*(\\.[A-Za-z0-9_*?]+)*");

    private static final Pattern RETENTION = Pattern.compile(
            "keep_all|keep_none|true|false|[0-9]{1,9}[KkMmGg]? (files|size|txs|entries|hours|days)");

    /** With a second limit on the size, which releases before 5 do not know. */
    private static final Pattern RETENTION_AND_SIZE = Pattern.compile(RETENTION.pattern()
            + "|[0-9]{1,9}[KkMmGg]? (hours|days) [0-9]{1,9}[KkMmGg]?");

    static SettingValue flag() {
        return oneOf("true", "false");
    }

    /** One of these words, whatever its case. */
    static SettingValue oneOf(String... words) {
        return new SettingValue("one of " + String.join(", ", words), value -> List.of(words).stream()
                .filter(word -> word.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst());
    }

    static SettingValue whole(long least, long most) {
        return matching("a whole number from " + least + " to " + most, value -> value.matches("[0-9]{1,12}")
                && isBetween(Long.parseLong(value), least, most));
    }

    static SettingValue share() {
        return matching("a number from 0 to 1, such as 0.75", value -> value.matches("[0-9](\\.[0-9]{1,9})?")
                && new BigDecimal(value).compareTo(BigDecimal.ONE) <= 0);
    }

    static SettingValue duration(Duration least, Duration most) {
        String words = "a duration from " + text(least) + " to " + text(most) + ": a whole number with ms, s, m, h or d,"
                + " such as 500ms, 30s or 5m";
        return matching(words, value -> {
            Matcher parts = DURATION.matcher(value);
            return parts.matches()
                    && isBetween(
                            Long.parseLong(parts.group(1)),
                            MILLIS.getOrDefault(parts.group(2), 1L),
                            least.toMillis(),
                            most.toMillis());
        });
    }

    private static String text(Duration duration) {
        return duration.toMillisPart() > 0
                ? duration.toMillis() + "ms"
                : duration.toHours() >= 48 ? duration.toDays() + "d" : duration.toSeconds() + "s";
    }

    /** A number of bytes; 0, which switches a limit off, as well where {@code least} is more. */
    static SettingValue limitOfBytes(long leastMb) {
        return matching(
                "0 (no limit) or a size of at least " + leastMb + "m: a whole number with k, m or g, such as 256m",
                value -> isSize(value, leastMb << 20) || value.equals("0"));
    }

    static SettingValue bytes(long least) {
        return matching(
                "a size from " + (least >> 10) + "k to 1024g: a whole number with k, m or g, such as 256m",
                value -> isSize(value, least));
    }

    private static boolean isSize(String value, long least) {
        Matcher parts = SIZE.matcher(value);
        return parts.matches()
                && isBetween(
                        Long.parseLong(parts.group(1)),
                        BYTES.getOrDefault(parts.group(2).toLowerCase(Locale.ROOT), 1L),
                        least,
                        1L << 40);
    }

    static SettingValue timeZone() {
        return matching(
                "an offset such as +02:00 or the name of a time zone such as Europe/Stockholm",
                value -> value.equals("Z")
                        || value.matches("[+-](0[0-9]|1[0-7]):[0-5][0-9]")
                        || ZoneId.getAvailableZoneIds().contains(value));
    }

    static SettingValue retention() {
        return matching(
                "keep_all, keep_none or an amount to keep, such as \"2 days\", \"100k txs\" or \"1G size\"",
                value -> RETENTION.matcher(value).matches());
    }

    static SettingValue retentionOrSize() {
        return matching(
                "keep_all, keep_none or an amount to keep, such as \"2 days\", \"100k txs\", \"1G size\" or \"2 days 1G\"",
                value -> RETENTION_AND_SIZE.matcher(value).matches());
    }

    static SettingValue procedures() {
        return matching(
                "names of procedures between commas, with * for any part, such as apoc.coll.*,gds.*",
                value -> everyProcedure(value, name -> true));
    }

    /**
     * Unrestricted procedures reach past the engine's access rules. Whoever uploaded a plugin trusts it by name; one that
     * is uploaded later does not fall under that, so every pattern begins with the name of what is trusted.
     */
    static SettingValue trustedProcedures() {
        return matching(
                "names of procedures between commas that begin with a whole word, such as apoc.*,gds.graph.list;"
                        + " * alone would trust every plugin that is ever uploaded",
                value -> value.isEmpty() || everyProcedure(value, name -> name.matches("[A-Za-z0-9_]+\\..+")));
    }

    private static boolean everyProcedure(String value, Predicate<String> also) {
        for (String name : value.split(",", -1)) {
            if (!PROCEDURES.matcher(name.strip()).matches() || !also.test(name.strip())) {
                return false;
            }
        }
        return true;
    }

    private static SettingValue matching(String allowed, Predicate<String> accepts) {
        return new SettingValue(allowed, value -> Optional.of(value).filter(accepts));
    }

    private static boolean isBetween(long number, long least, long most) {
        return least <= number && number <= most;
    }

    /** Whether a number of units is between, without ever overflowing. */
    private static boolean isBetween(long number, long unit, long least, long most) {
        return number <= most / unit && isBetween(number * unit, least, most);
    }
}
