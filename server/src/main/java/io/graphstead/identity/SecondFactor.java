package io.graphstead.identity;

import java.time.Instant;
import java.util.List;

/** How far a person is with a second factor. */
public sealed interface SecondFactor {
    /** There is none. */
    record Off() implements SecondFactor {}

    /**
     * There is a key, and nothing has shown yet that the person's app has it.
     *
     * @param key as it is typed into an app
     * @param address what an app reads from a QR code
     */
    record Offered(String key, String address) implements SecondFactor {
        @Override
        public String toString() {
            return "Offered[hidden]";
        }
    }

    /**
     * It is asked for at every sign-in.
     *
     * @param recoveryCodes how many are left
     */
    record On(Instant since, int recoveryCodes) implements SecondFactor {}

    /** Recovery codes, told once. */
    record RecoveryCodes(List<String> codes) {
        public RecoveryCodes {
            codes = List.copyOf(codes);
        }

        @Override
        public String toString() {
            return "RecoveryCodes[hidden]";
        }
    }
}
