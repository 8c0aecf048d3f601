package io.graphstead.fleet;

import java.util.Locale;

/** The names under which steps are shown and recorded. Stable: clients and scripts may know them. */
public enum StepName {
    INSTALL_ENGINE,
    PREPARE_STORAGE,
    /** Takes another deployment's data over. */
    COPY_DATA,
    /** Keeps a copy of the data as it is. */
    KEEP_COPY,
    /** Looks an archive through and puts what it holds beside the data. */
    LOAD_ARCHIVE,
    /** Packs the data of one moment for others. */
    PACK_EXPORT,
    /** Keeps a copy of the data of one moment, while its server runs. */
    KEEP_MOMENT,
    /** Archives that copy. */
    STORE_SNAPSHOT,
    /** Puts what a snapshot holds beside the data. */
    LOAD_SNAPSHOT,
    /** Reads a snapshot to its end and starts a server on what is in it, apart from everything. */
    VERIFY_SNAPSHOT,
    /** Puts what was loaded in the data's place, and keeps that. */
    PUT_IN_PLACE,
    START,
    WAIT_UNTIL_READY,
    /** Gives the first user the password that was generated for it, where new data comes with another. */
    SET_PASSWORD,
    /** Puts the copy in the data's place. */
    BRING_BACK_COPY,
    FORGET_COPY,
    /** Two deployments trade their connection URLs. */
    SWITCH,
    /** All that is done after a failure to have the last revision that worked again. */
    GO_BACK,
    STOP,
    REMOVE;

    /** As it is stored and shown: {@code wait-until-ready}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
