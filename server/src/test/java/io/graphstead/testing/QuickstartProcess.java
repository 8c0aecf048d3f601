package io.graphstead.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code graphstead quickstart} in a process of its own, on the tests' class path, as a newcomer runs it. */
public final class QuickstartProcess implements AutoCloseable {
    private static final long LIMIT_MINUTES = 6;

    private final Process process;
    private final Path output;

    private QuickstartProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param more further arguments, such as {@code --exit} */
    public static QuickstartProcess start(Path data, int port, String... more) throws IOException {
        // What was begun in the background of a shell ignores Ctrl-C, and so does all that it begins.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.graphstead.cli.Main",
                "quickstart",
                "--data",
                data.toString(),
                "--port",
                Integer.toString(port),
                "--set",
                "engines.maven-repository="
                        + RealNeo4j.settings().mavenRepository().orElseThrow()));
        command.addAll(List.of(more));
        Path output = data.resolveSibling(data.getFileName() + ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new QuickstartProcess(process, output);
    }

    /** Waits until it stays up with everything made. */
    public QuickstartProcess awaitUp() {
        await("quickstart stays up")
                .atMost(LIMIT_MINUTES, TimeUnit.MINUTES)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(output());
                    }
                })
                .until(() -> output().contains("Ctrl-C stops"));
        return this;
    }

    /** Waits for its end and answers its exit code. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            throw new AssertionError("quickstart does not end");
        }
        return process.exitValue();
    }

    /** All that it said. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** Ctrl-C, and waits for its end. */
    @Override
    public void close() throws IOException, InterruptedException {
        if (process.isAlive()) {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            awaitEnd();
        }
    }
}
