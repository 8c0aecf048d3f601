package io.graphstead.testing;

import io.graphstead.cli.client.ServerApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A Graphstead server in a process of its own, on the tests' class path: it is started, killed and started again on one
 * data folder. Its databases outlive it, so a test ends them through it.
 */
public final class ServerProcess implements AutoCloseable {
    private static final long START_LIMIT_SECONDS = 90;

    private final Path data;
    private final int port;
    private final List<String> program;
    private final List<String> arguments;
    private Optional<Process> process = Optional.empty();

    private ServerProcess(Path data, List<String> program, List<String> settings) {
        this.data = data;
        this.port = freePort();
        this.program = List.copyOf(program);
        this.arguments = settings.stream()
                .flatMap(each -> List.of("--set", each).stream())
                .toList();
    }

    /**
     * On the class path of this JVM.
     *
     * @param jvmOptions such as system properties
     * @param settings as {@code key=value}
     */
    public static ServerProcess onClassPath(Path data, List<String> jvmOptions, List<String> settings) {
        return onJars(data, System.getProperty("java.class.path"), jvmOptions, settings);
    }

    /** As {@link #onClassPath}, started from an archive of its classes. */
    public static ServerProcess from(ClassArchive archive, Path data, List<String> jvmOptions, List<String> settings) {
        List<String> all = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive.archive(), ClassArchive.QUIET));
        all.addAll(jvmOptions);
        return onJars(data, archive.classPath(), all, settings);
    }

    static ServerProcess onJars(Path data, String classPath, List<String> jvmOptions, List<String> settings) {
        List<String> program = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        program.addAll(jvmOptions);
        program.addAll(List.of("-cp", classPath, "io.graphstead.cli.Main"));
        return new ServerProcess(data, program, settings);
    }

    /**
     * As it is delivered: the jar, started by its launcher.
     *
     * @param checkout the root of the repository, built
     */
    public static ServerProcess delivered(Path checkout, Path data) {
        return new ServerProcess(
                data,
                List.of(
                        checkout.resolve("server/src/main/launcher/run").toString(),
                        checkout.resolve("server/target/graphstead-server.jar").toString()),
                List.of());
    }

    /** Returns when it says that it is ready. */
    public void start() {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("serve", "--data", data.toString(), "--port", Integer.toString(port)));
        command.addAll(arguments);
        try {
            Files.createDirectories(data.toAbsolutePath().getParent());
            Path errors = data.resolveSibling(data.getFileName() + ".err");
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.appendTo(errors.toFile()));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process started = builder.start();
            process = Optional.of(started);
            CompletableFuture<Optional<String>> firstLine = CompletableFuture.supplyAsync(() -> firstLine(started));
            String line = firstLine
                    .get(START_LIMIT_SECONDS, TimeUnit.SECONDS)
                    .orElseThrow(() -> new IllegalStateException("the server did not start: " + read(errors)));
            if (!line.startsWith("Graphstead ready at https://")) {
                throw new IllegalStateException("the server said " + line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("the server did not start", e);
        }
    }

    private static Optional<String> firstLine(Process started) {
        try {
            return Optional.ofNullable(started.inputReader().readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    public boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    public long pid() {
        return process.orElseThrow().pid();
    }

    public Path data() {
        return data;
    }

    public URI address() {
        return URI.create("https://127.0.0.1:" + port);
    }

    /** As the installation itself. */
    public ServerApi api() {
        try {
            return ServerApi.at(
                    address(),
                    data.resolve("ca.pem"),
                    Files.readString(data.resolve("admin.token")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has ended by itself. */
    public void awaitEnd() {
        try {
            if (!process.orElseThrow().waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the server goes on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.orElseThrow().destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, and waits for its end. */
    @Override
    public void close() {
        if (isAlive()) {
            process.orElseThrow().destroy();
            awaitEnd();
        }
    }

    /** Below the ports that the system gives to outgoing connections: no connection of anybody's takes it meanwhile. */
    public static int freePort() {
        for (int tries = 0; tries < 1000; tries++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 20_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // another one, then
            }
        }
        throw new IllegalStateException("no port is free between 10000 and 20000");
    }
}
