package io.graphstead.platform.log;

import org.slf4j.MDC;

/**
 * What a line of the log is about, beside its message: set around a piece of work, shown in every line that it writes.
 *
 * <pre>{@code try (var about = LogFields.OPERATION.is(id)) { … }}</pre>
 */
public enum LogFields {
    REQUEST("request"),
    OPERATION("operation"),
    DEPLOYMENT("deployment");

    private final String key;

    LogFields(String key) {
        this.key = key;
    }

    /** Its name in the log. */
    public String key() {
        return key;
    }

    /** Until it is closed, on this thread. */
    public About is(String value) {
        return new About(MDC.putCloseable(key, value));
    }

    /** Ends what {@link LogFields#is} began. */
    public static final class About implements AutoCloseable {
        private final MDC.MDCCloseable field;

        private About(MDC.MDCCloseable field) {
            this.field = field;
        }

        @Override
        public void close() {
            field.close();
        }
    }
}
