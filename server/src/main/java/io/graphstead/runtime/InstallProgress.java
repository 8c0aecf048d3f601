package io.graphstead.runtime;

/** Hears how far an installation is. Called often and from any thread; must be quick. */
@FunctionalInterface
public interface InstallProgress {
    /**
     * @param doneBytes bytes there so far
     * @param totalBytes bytes in all as far as is known by now, 0 when nothing is known
     * @param what what is being done, in words
     */
    void at(long doneBytes, long totalBytes, String what);

    static InstallProgress silent() {
        return (done, total, what) -> {};
    }
}
