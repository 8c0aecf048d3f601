package io.graphstead.refusal;

/** Carries a {@link Refusal} out to the dialect that translates it. Not a fault of the server: no stack trace. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    public Refused(Refusal refusal) {
        super(refusal.words(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
