package io.graphstead.api.graphenedb;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The two forms in which this dialect writes moments. Contract §1: never a bare JSON number. */
public final class WireDate {
    // Not RFC_1123_DATE_TIME: that one writes the day of the month with one digit where RFC 7231 wants two.
    private static final DateTimeFormatter RFC_7231 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private WireDate() {}

    /** Such as {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
    public static String of(Instant moment) {
        return RFC_7231.format(moment);
    }

    /** Seconds since 1970, in digits: the form of an operation's and a step's {@code startedAt}. */
    public static String epochSeconds(Instant moment) {
        return Long.toString(moment.getEpochSecond());
    }
}
