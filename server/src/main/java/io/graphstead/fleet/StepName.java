package io.graphstead.fleet;

import java.util.Locale;

/** The names under which steps are shown and recorded. Stable: clients and scripts may know them. */
public enum StepName {
    INSTALL_ENGINE,
    PREPARE_STORAGE,
    START,
    WAIT_UNTIL_READY,
    STOP,
    REMOVE;

    /** As it is stored and shown: {@code wait-until-ready}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
