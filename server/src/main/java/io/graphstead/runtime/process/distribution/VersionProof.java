package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Asks a release's own program for its version. It is run with no rights, no environment and little time, since until
 * then nobody knows what it is.
 */
final class VersionProof {
    /** Whom it runs as when the server is root: nobody. */
    private static final int NOBODY = 65_534;

    /** Where a folder that only root reaches is shown, in a mount namespace that nothing but the program is in. */
    private static final Path ELSEWHERE = Path.of("/mnt");

    private static final String SHOW_ELSEWHERE =
            "mount --bind \"$1\" " + ELSEWHERE + " && cd " + ELSEWHERE + " && shift && exec \"$@\"";

    private static final int MOST_OUTPUT = 4096;
    private static final int MOST_TRIES = 20;
    private static final String BUSY = "Text file busy";

    private final Duration limit;

    VersionProof(Duration limit) {
        this.limit = limit;
    }

    /**
     * @param folder the release, readable by everybody who comes to it
     * @throws RuntimeFailure.Lasting when the program is another version, or none
     */
    void check(Distribution distribution, Path folder) throws IOException {
        if (distribution.versionCommand().isEmpty()) {
            return;
        }
        String program = distribution.versionCommand().getFirst();
        Seen seen = seen(folder);
        List<String> command = new ArrayList<>(seen.prefix());
        command.add(seen.folder().resolve(program).toString());
        command.addAll(distribution
                .versionCommand()
                .subList(1, distribution.versionCommand().size()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        Said said = run(builder, distribution, program);
        for (int again = 0; again < MOST_TRIES && said.errors().contains(BUSY); again++) {
            // A process that was forked in the same moment holds the file open that was just written.
            said = run(builder, distribution, program);
        }
        // What goes to its errors is no proof: complaints hold the path, and that holds the version.
        if (!names(said.output(), distribution.version())) {
            boolean ran = !said.output().isBlank() || said.errors().isBlank();
            throw refused(
                    distribution,
                    program
                            + (ran
                                    ? " says \"" + firstLine(said.output()) + "\""
                                    : " did not tell its version: \"" + firstLine(said.errors()) + "\"")
                            + "; use the archive of exactly this version, for this kind of machine");
        }
    }

    /** Whether the text has this version in it, and not as a part of another: 3.1 is not in 3.12. */
    static boolean names(String text, String version) {
        return Pattern.compile("(?<![0-9A-Za-z.])[vV]?" + Pattern.quote(version) + "(?![0-9A-Za-z]|[.+-][0-9A-Za-z])")
                .matcher(text)
                .find();
    }

    private record Said(String output, String errors) {}

    private Said run(ProcessBuilder builder, Distribution distribution, String program) {
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Said("", String.valueOf(e.getMessage()));
        }
        try {
            CompletableFuture<String> errors = read(process.getErrorStream());
            return read(process.getInputStream())
                    .thenCombine(errors, Said::new)
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw refused(distribution, program + " did not end within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw refused(distribution, program + " cannot be read from: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure.Passing("installing " + distribution + " was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** On a thread of its own: what the program left behind may hold the pipe open for ever. */
    private static CompletableFuture<String> read(InputStream from) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (from) {
                text.complete(new String(from.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8).strip());
            } catch (IOException e) {
                text.completeExceptionally(e);
            }
        });
        return text;
    }

    /**
     * How the release is looked at by whoever runs its program.
     *
     * @param prefix of the command, which makes it so
     */
    private record Seen(List<String> prefix, Path folder) {}

    private static Seen seen(Path folder) throws IOException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS)
                .equals(0);
        if (!root) {
            return new Seen(List.of(), folder);
        }
        List<String> prefix = new ArrayList<>(List.of("/usr/bin/env", "-i"));
        boolean reachable = isReachable(folder);
        if (!reachable) {
            prefix.addAll(List.of("unshare", "-m", "sh", "-c", SHOW_ELSEWHERE, "sh", folder.toString()));
        }
        prefix.addAll(List.of(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "--bounding-set=-all",
                "--inh-caps=-all",
                "--no-new-privs"));
        return new Seen(prefix, reachable ? folder : ELSEWHERE);
    }

    /** Whether everybody may go to the folder: below root's home, for one, only root may. */
    private static boolean isReachable(Path folder) throws IOException {
        for (Path one = folder.toRealPath(); one != null; one = one.getParent()) {
            if (!Files.getPosixFilePermissions(one).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    private static RuntimeFailure.Lasting refused(Distribution distribution, String why) {
        return new RuntimeFailure.Lasting("this is not " + distribution + ": " + why);
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
