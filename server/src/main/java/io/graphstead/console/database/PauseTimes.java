package io.graphstead.console.database;

import io.graphstead.fleet.CronLine;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a schedule pauses and resumes next, or what is wrong with it.
 *
 * @param problem empty text when nothing is
 */
public record PauseTimes(List<String> pauses, List<String> resumes, String problem) {
    private static final int SHOWN = 3;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm zzz", Locale.ENGLISH);

    public PauseTimes {
        pauses = List.copyOf(pauses);
        resumes = List.copyOf(resumes);
    }

    static PauseTimes of(String pause, String resume, String zoneName, Instant now) {
        try {
            ZoneId zone = zone(zoneName);
            return new PauseTimes(times(line("pause", pause), zone, now), times(line("resume", resume), zone, now), "");
        } catch (Refused refused) {
            return new PauseTimes(List.of(), List.of(), refused.refusal().words());
        }
    }

    private static List<String> times(Optional<CronLine> line, ZoneId zone, Instant now) {
        List<String> times = new ArrayList<>();
        Instant next = now;
        while (line.isPresent() && times.size() < SHOWN) {
            next = line.get().after(next, zone);
            times.add(TIME.format(next.atZone(zone)));
        }
        return times;
    }

    /** @return empty when nothing was typed */
    static Optional<CronLine> line(String field, String text) {
        String line = text.strip().replaceAll(" +", " ");
        try {
            return line.isEmpty() ? Optional.empty() : Optional.of(CronLine.of(line));
        } catch (IllegalArgumentException wrong) {
            throw new Refused(new InvalidField(
                    field, "the line for the " + field + " cannot be followed: " + wrong.getMessage()));
        }
    }

    static ZoneId zone(String name) {
        if (name.isBlank() || name.equals("UTC")) {
            return ZoneOffset.UTC;
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new Refused(new InvalidField(
                    "timeZone", "there is no time zone of that name; give one such as Europe/Berlin, or UTC"));
        }
        return ZoneId.of(name);
    }
}
