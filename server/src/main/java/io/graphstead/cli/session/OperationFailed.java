package io.graphstead.cli.session;

/** An operation that was waited for has failed; in its own words. Exit code 3. */
public final class OperationFailed extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    OperationFailed(String words) {
        super(words);
    }
}
