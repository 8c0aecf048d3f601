package io.graphstead.runtime.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The system's own small programs that processes are started with, by absolute path. */
final class Tools {
    private static final List<String> NEEDED = List.of("sh", "env", "mv", "setsid", "flock", "setpriv");
    private static final List<String> FOLDERS =
            List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/run/current-system/sw/bin");

    private final Map<String, Path> found;
    private final Optional<String> obstacle;

    private Tools(Map<String, Path> found) {
        this.found = found;
        this.obstacle = findObstacle();
    }

    static Tools find() {
        List<Path> folders = new ArrayList<>(FOLDERS.stream().map(Path::of).toList());
        Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .filter(f -> f.startsWith("/"))
                .map(Path::of)
                .forEach(folders::add);
        Map<String, Path> found = new TreeMap<>();
        List<String> wanted = new ArrayList<>(NEEDED);
        wanted.addAll(List.of("unshare", "mount", "timeout", "cat"));
        for (String tool : wanted) {
            folders.stream()
                    .map(f -> f.resolve(tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .ifPresent(p -> found.put(tool, p));
        }
        return new Tools(found);
    }

    /** What cannot be done without, in words; empty when everything is there. */
    Optional<String> obstacle() {
        return obstacle;
    }

    private Optional<String> findObstacle() {
        List<String> missing =
                NEEDED.stream().filter(t -> !found.containsKey(t)).toList();
        if (!missing.isEmpty()) {
            return Optional.of("databases cannot be started here: no " + String.join(", no ", missing)
                    + " found; install util-linux and coreutils");
        }
        // Small systems have programs of these names that cannot do what is needed.
        if (!run(List.of(path("flock"), "-w", "1", "-F", "-E", "73", "/dev/null", path("env"), "true"))) {
            return Optional.of("databases cannot be started here: " + path("flock")
                    + " does not know --no-fork; install util-linux");
        }
        return Optional.empty();
    }

    boolean has(String tool) {
        return found.containsKey(tool);
    }

    String path(String tool) {
        Path path = found.get(tool);
        if (path == null) {
            throw new IllegalStateException("no " + tool + " was found on this machine");
        }
        return path.toString();
    }

    /** Whether a short command ends well. */
    static boolean run(List<String> command) {
        return answer(command).isPresent();
    }

    /** What a short command prints, when it ends well. */
    static Optional<String> answer(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
