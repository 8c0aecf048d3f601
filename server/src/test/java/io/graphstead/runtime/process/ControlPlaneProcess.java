package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A {@link ControlPlane} that a test started, and ends. */
final class ControlPlaneProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private ControlPlaneProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ControlPlaneProcess start(Path folder, long fence) throws IOException {
        return start(folder, fence, System.getProperty("java.class.path"), List.of());
    }

    /** One that runs a TypeDB of this version. */
    static ControlPlaneProcess startForTypeDb(Path folder, long fence, String version) throws IOException {
        return start(folder, fence, System.getProperty("java.class.path"), List.of(), List.of(version));
    }

    /** @param before a command that becomes the control plane, such as {@code setpriv} with what it takes away */
    static ControlPlaneProcess start(Path folder, long fence, String classPath, List<String> before)
            throws IOException {
        return start(folder, fence, classPath, before, List.of());
    }

    private static ControlPlaneProcess start(
            Path folder, long fence, String classPath, List<String> before, List<String> product) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                ControlPlane.class.getName(),
                folder.toString(),
                Long.toString(fence)));
        command.addAll(product);
        ControlPlaneProcess started = new ControlPlaneProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        started.readUntil("open");
        return started;
    }

    /** Has it done and answers what it said to it. */
    String ask(String line) throws IOException {
        tell(line);
        return readUntil("done");
    }

    void tell(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    String readUntil(String last) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            all.append(line).append('\n');
            if (line.endsWith(last)) {
                return all.toString();
            }
        }
        throw new AssertionError("the control plane ended: " + all);
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /**
     * Copies what the control plane needs of this test's class path to where every user can read it; a checkout and a
     * local repository may lie in root's home.
     */
    static String readableClassPath(Path target) throws IOException {
        List<String> copied = new ArrayList<>();
        Files.createDirectories(target);
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path from = Path.of(entry);
            boolean needed = Files.isDirectory(from)
                    || from.getFileName()
                            .toString()
                            .matches(
                                    "(jackson-(core|databind|annotations)|slf4j-api|logback|micronaut-(core|inject|context)-"
                                            + "|jspecify|jakarta\\.(inject|annotation)|junit-jupiter-api|assertj|awaitility|apiguardian"
                                            + "|opentest4j|junit-platform-commons|hamcrest).*");
            if (needed && Files.exists(from)) {
                Path to = target.resolve(copied.size() + "-" + from.getFileName());
                copy(from, to);
                copied.add(to.toString());
            }
        }
        assertThat(copied).hasSizeGreaterThan(5);
        return String.join(":", copied);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(target);
                } else {
                    try (InputStream in = Files.newInputStream(one)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }
}
