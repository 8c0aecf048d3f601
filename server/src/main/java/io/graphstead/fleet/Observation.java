package io.graphstead.fleet;

/** What was seen of a deployment: the runtime's word and the engine's, put together. */
public sealed interface Observation {
    /** Nothing of it exists. */
    record Absent(EngineFiles engine) implements Observation {}

    /** Its volume exists and nothing runs on it. */
    record Stopped(EngineFiles engine) implements Observation {}

    /** A server runs and does not answer yet, or any more. */
    record Starting(long revision, long generation) implements Observation {}

    /** A server runs and has answered a query. */
    record Ready(long revision, long generation) implements Observation {}

    /** It cannot be told. No permission for anything that destroys. */
    record Unknown(String why) implements Observation {}

    /** Whether the release's programs are in place where the deployment would run. */
    enum EngineFiles {
        INSTALLED,
        MISSING
    }

    /** The word under which it is stored, see {@link Sight}. */
    default Sight sight() {
        return switch (this) {
            case Absent a -> Sight.ABSENT;
            case Stopped s -> Sight.STOPPED;
            case Starting s -> Sight.STARTING;
            case Ready r -> Sight.READY;
            case Unknown u -> Sight.UNKNOWN;
        };
    }

    /** An observation without its particulars: what is kept for those who only want to show it. */
    enum Sight {
        ABSENT,
        STOPPED,
        STARTING,
        READY,
        UNKNOWN
    }
}
