package io.graphstead.cli.terminal;

import java.util.Map;
import java.util.regex.Pattern;

/** Colours, on terminals whose owner wants them (NO_COLOR says that he does not). */
enum Style {
    PLAIN,
    COLOURED;

    private static final String END = "\u001b[0m";
    private static final Map<String, String> STATES = Map.of(
            "running", "\u001b[32m",
            "finished", "\u001b[32m",
            "failed", "\u001b[31m",
            "pending", "\u001b[33m",
            "started", "\u001b[33m");
    private static final Pattern STATE = Pattern.compile("(?<= {2})(running|finished|failed|pending|started)(?= {2}|$)");

    static Style in(Surroundings surroundings) {
        boolean wanted = surroundings.variable("NO_COLOR").isEmpty()
                && !surroundings.variable("TERM").orElse("dumb").equals("dumb");
        return wanted && surroundings.terminal().isThere() ? COLOURED : PLAIN;
    }

    String heading(String line) {
        return this == PLAIN ? line : "\u001b[1m" + line + END;
    }

    /** A line with the words for states in it made visible. */
    String states(String line) {
        return this == PLAIN
                ? line
                : STATE.matcher(line).replaceAll(found -> STATES.get(found.group()) + found.group() + END);
    }
}
