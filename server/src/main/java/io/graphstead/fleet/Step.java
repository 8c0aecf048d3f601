package io.graphstead.fleet;

import java.time.Duration;
import java.util.Optional;

/** What to do next about a deployment: decided by the {@link Planner}, carried out by the {@link Worker}. */
public sealed interface Step {
    /** A step with an effect; repeated after a crash it finds what it had done. */
    sealed interface Act extends Step {
        StepName name();
    }

    /** Puts the release's programs in place. */
    record InstallEngine() implements Act {
        @Override
        public StepName name() {
            return StepName.INSTALL_ENGINE;
        }
    }

    /** Makes the volume under the name that was chosen for it. */
    record MakeVolume() implements Act {
        @Override
        public StepName name() {
            return StepName.PREPARE_STORAGE;
        }
    }

    /** Makes the volume as a copy of that of the operation's source. */
    record CopyData() implements Act {
        @Override
        public StepName name() {
            return StepName.COPY_DATA;
        }
    }

    /** Sets the password that waits for the server that has just come up for the first time. */
    record SetPassword() implements Act {
        @Override
        public StepName name() {
            return StepName.SET_PASSWORD;
        }
    }

    /** Starts a server for the intent's revision and generation. Counts as an attempt. */
    record Start() implements Act {
        @Override
        public StepName name() {
            return StepName.START;
        }
    }

    /** Keeps a copy of the stopped data under the operation's id. */
    record KeepCopy() implements Act {
        @Override
        public StepName name() {
            return StepName.KEEP_COPY;
        }
    }

    /** Puts the copy that was kept in the data's place. */
    record BringBackCopy() implements Act {
        @Override
        public StepName name() {
            return StepName.BRING_BACK_COPY;
        }
    }

    record ForgetCopy() implements Act {
        @Override
        public StepName name() {
            return StepName.FORGET_COPY;
        }
    }

    /** Trades connection URLs with the operation's other deployment. */
    record Switch() implements Act {
        @Override
        public StepName name() {
            return StepName.SWITCH;
        }
    }

    /** Puts the content of the archive that came with the operation beside the data, whether a server runs or not. */
    record LoadArchive() implements Act {
        @Override
        public StepName name() {
            return StepName.LOAD_ARCHIVE;
        }
    }

    /** Packs the data as it is at one moment. */
    record PackExport() implements Act {
        @Override
        public StepName name() {
            return StepName.PACK_EXPORT;
        }
    }

    /** Keeps a copy of the data as it is at one moment. */
    record KeepMoment() implements Act {
        @Override
        public StepName name() {
            return StepName.KEEP_MOMENT;
        }
    }

    /** Archives the copy that was kept. */
    record StoreSnapshot() implements Act {
        @Override
        public StepName name() {
            return StepName.STORE_SNAPSHOT;
        }
    }

    /** Sees that the operation's snapshot can be restored, on a scratch copy. */
    record VerifySnapshot() implements Act {
        @Override
        public StepName name() {
            return StepName.VERIFY_SNAPSHOT;
        }
    }

    /** Puts the content of the operation's snapshot beside the data, whether a server runs or not. */
    record LoadSnapshot() implements Act {
        @Override
        public StepName name() {
            return StepName.LOAD_SNAPSHOT;
        }
    }

    /** Puts what was loaded in the stopped data's place, which is kept under the operation's id. */
    record PutInPlace() implements Act {
        @Override
        public StepName name() {
            return StepName.PUT_IN_PLACE;
        }
    }

    record Stop() implements Act {
        @Override
        public StepName name() {
            return StepName.STOP;
        }
    }

    record Remove() implements Act {
        @Override
        public StepName name() {
            return StepName.REMOVE;
        }
    }

    /**
     * Nothing to do but to look again.
     *
     * @param shownAs the step that this waiting is shown as, when it is one
     */
    record LookAgain(Duration after, Optional<StepName> shownAs, String why) implements Step {}

    /** What is wanted is so. Ends the operation that asked for it. */
    record Done() implements Step {}

    /** The operation gives up; the table says what is wanted from then on. */
    record GiveUp(String why, Evidence evidence) implements Step {}

    /** Whether the server's own last output belongs to the reason. */
    enum Evidence {
        NONE,
        LAST_OUTPUT
    }
}
