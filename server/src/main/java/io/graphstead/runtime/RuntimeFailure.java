package io.graphstead.runtime;

/** An effect that did not succeed. Its message is for people: what was tried, why it failed, what to do. */
public sealed class RuntimeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RuntimeFailure(String message, Throwable cause) {
        super(message, cause);
    }

    private RuntimeFailure(String message) {
        super(message);
    }

    /** Another control plane has taken this deployment; whoever sees this stops at once and changes nothing more. */
    public static final class Fenced extends RuntimeFailure {
        private static final long serialVersionUID = 1L;

        public Fenced(WorkloadName name, Fence mine, Fence seen) {
            super("fence " + mine.value() + " of " + name + " is behind " + seen.value());
        }
    }

    /** A port that was chosen for the workload is taken by something else. */
    public static final class PortTaken extends RuntimeFailure {
        private static final long serialVersionUID = 1L;
        private final transient PortPurpose purpose;
        private final int port;

        public PortTaken(PortPurpose purpose, int port, String by) {
            super("port " + port + " (" + purpose + ") is taken by " + by);
            this.purpose = purpose;
            this.port = port;
        }

        public PortPurpose purpose() {
            return purpose;
        }

        public int port() {
            return port;
        }
    }

    /** It may succeed later: no network, a full disk, an unknown state. */
    public static final class Passing extends RuntimeFailure {
        private static final long serialVersionUID = 1L;

        public Passing(String message) {
            super(message);
        }

        public Passing(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** It will not succeed however often it is tried: a corrupt download, a missing Java. */
    public static final class Lasting extends RuntimeFailure {
        private static final long serialVersionUID = 1L;

        public Lasting(String message) {
            super(message);
        }

        public Lasting(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
