package io.graphstead.cli.terminal;

import java.util.Locale;

/** In which form answers are shown. */
public enum Output {
    TABLE,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
