package io.graphstead.console;

import io.graphstead.identity.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How pages write numbers and times. */
public final class Words {
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Words() {}

    public static String at(Instant instant) {
        return FULL.format(instant);
    }

    /** How long ago, roughly: a few seconds more or less change no word. */
    public static String ago(Instant instant, Instant now) {
        Duration past = Duration.between(instant, now);
        if (past.toMinutes() < 1) {
            return "just now";
        }
        if (past.toHours() < 1) {
            return count(past.toMinutes(), "minute") + " ago";
        }
        if (past.toDays() < 1) {
            return count(past.toHours(), "hour") + " ago";
        }
        return past.toDays() < 60 ? count(past.toDays(), "day") + " ago" : at(instant);
    }

    public static String lasting(Duration duration) {
        if (duration.toMinutes() < 1) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0);
        }
        return duration.toHours() < 1
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /** {@code 1 database}, {@code 2 databases}. */
    public static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    public static String bytes(long bytes) {
        if (bytes < 1 << 20) {
            return Math.max(1, bytes >> 10) + " kB";
        }
        return bytes < 1L << 30
                ? (bytes >> 20) + " MB"
                : String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }

    public static String megabytes(long mb) {
        return bytes(mb << 20);
    }

    public static String role(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** {@code wait-until-ready} as people read it. */
    public static String sentence(String word) {
        String spaced = word.replace('-', ' ').replace('_', ' ');
        return spaced.isEmpty() ? "" : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
