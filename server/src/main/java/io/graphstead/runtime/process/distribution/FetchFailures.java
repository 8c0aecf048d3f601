package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.RuntimeFailure;
import java.nio.file.FileSystemException;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.RepositoryOfflineException;

/** Says in words why something could not be fetched and what to do about it. */
final class FetchFailures {
    private FetchFailures() {}

    static RuntimeFailure explain(String what, RepositoryException failure, boolean offlineByChoice) {
        String artifact = artifact(failure);
        String fromFile = "; or install it from a file: graphstead engine install " + what + " --from FILE";
        if (find(failure, ChecksumFailureException.class) != null) {
            return new RuntimeFailure.Lasting(
                    "the download of " + artifact + " for " + what
                            + " is corrupt: its checksum does not match. Nothing was"
                            + " installed. Try again; if it stays, look at the mirror or proxy in Maven's settings.xml"
                            + fromFile,
                    failure);
        }
        if (offlineByChoice || find(failure, RepositoryOfflineException.class) != null) {
            return new RuntimeFailure.Passing(
                    what + " is not installed and Maven's settings.xml says offline; take <offline> out of it"
                            + fromFile,
                    failure);
        }
        if (onlyMissing(failure)) {
            return new RuntimeFailure.Lasting(
                    "no repository of Maven's has " + artifact + ", which " + what
                            + " needs; check the version and the mirrors in Maven's settings.xml"
                            + fromFile,
                    failure);
        }
        if (find(failure, FileSystemException.class) != null
                || innermost(failure).contains("No space left")) {
            return new RuntimeFailure.Passing(
                    artifact + " for " + what + " could not be stored: " + innermost(failure)
                            + "; check space and permissions of the engines folder, then try again",
                    failure);
        }
        return new RuntimeFailure.Passing(
                artifact + " for " + what + " could not be fetched: " + innermost(failure)
                        + ". Check the network and the mirrors and proxies in Maven's settings.xml, then try again"
                        + fromFile,
                failure);
    }

    private static boolean onlyMissing(RepositoryException failure) {
        return find(failure, ArtifactNotFoundException.class) != null
                && find(failure, ChecksumFailureException.class) == null;
    }

    private static String artifact(RepositoryException failure) {
        ArtifactTransferException transfer = find(failure, ArtifactTransferException.class);
        if (transfer != null && transfer.getArtifact() != null) {
            return transfer.getArtifact().toString();
        }
        ArtifactDescriptorException descriptor = find(failure, ArtifactDescriptorException.class);
        if (descriptor != null && descriptor.getResult() != null) {
            return descriptor.getResult().getRequest().getArtifact().toString();
        }
        ArtifactResolutionException resolution = find(failure, ArtifactResolutionException.class);
        if (resolution != null && !resolution.getResults().isEmpty()) {
            return resolution.getResults().getFirst().getRequest().getArtifact().toString();
        }
        return "a part";
    }

    static String innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        String kind = innermost.getClass().getSimpleName();
        return message == null ? kind : kind.startsWith("Unknown") ? "unknown host " + message : message;
    }

    private static <T> @org.jspecify.annotations.Nullable T find(Throwable failure, Class<T> kind) {
        for (Throwable each = failure; each != null; each = each.getCause() == each ? null : each.getCause()) {
            if (kind.isInstance(each)) {
                return kind.cast(each);
            }
        }
        return null;
    }
}
