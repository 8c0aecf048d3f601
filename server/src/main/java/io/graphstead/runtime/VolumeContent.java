package io.graphstead.runtime;

import java.io.IOException;

/**
 * What a copy is made of that comes from elsewhere, such as an archive. It may be hostile: a runtime takes no path that
 * leads out of the copy, and no more than is allowed.
 *
 * @param expectedBytes how much it is as far as is known; a runtime that has no room for it refuses before it begins
 * @param most what it may be at most; more ends in {@link RuntimeFailure.Lasting}
 * @param source gives the entries, from the first on each time it is asked
 */
public record VolumeContent(long expectedBytes, Most most, Source source) {
    /** What content may be at most: all its files together, and how many files and folders. */
    public record Most(long bytes, long entries) {}

    /**
     * Gives entries. An {@link IOException} of its own may pass, and ends in {@link RuntimeFailure.Passing}; what is
     * wrong with the content for good it throws as {@link RuntimeFailure.Lasting}.
     */
    @FunctionalInterface
    public interface Source {
        void writeTo(VolumeEntries entries) throws IOException;
    }
}
