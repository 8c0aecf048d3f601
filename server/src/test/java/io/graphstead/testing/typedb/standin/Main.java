package io.graphstead.testing.typedb.standin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** The program. Arguments: the version that it shall be, the folder that its script lies in, then those of its user. */
public final class Main implements Runnable, SignalHandler {
    private static final long CHECKPOINT_MILLIS = 60_000;
    private static final long FORCED_MILLIS = 300;

    private final List<Listening> ports = new ArrayList<>();
    private volatile @Nullable Api api;
    private volatile boolean asked;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        String version = arguments[0];
        int minor = Integer.parseInt(version.split("\\.")[1]);
        try {
            new Main().serve(version, minor, arguments);
        } catch (Refused e) {
            (e.exitCode == 0 ? System.out : System.err).println(e.getMessage());
            end(e.exitCode);
        }
    }

    private void serve(String version, int minor, String[] arguments) throws Refused, InterruptedException {
        if (arguments.length > 2 && arguments[2].equals("--version")) {
            System.out.println("typedb_server_bin " + version);
            end(0);
        }
        Flags flags = Flags.parse(minor, arguments, 2);
        Settings settings = Settings.of(minor, flags, Path.of(arguments[1]));
        Signal.handle(new Signal("INT"), this);
        Signal.handle(new Signal("TERM"), minor >= 12 ? this : Main::killed);
        log(settings, "Running TypeDB CE " + version + ".");
        Store store = Store.open(settings.data());
        checkOpenFiles(store.databaseNames().size());
        Api answering = new Api(version, store);
        System.out.println("\nRunning TypeDB CE " + version + ".\nReady!");
        ports.add(Listening.at(settings.grpc(), null));
        if (!settings.http().isEmpty()) {
            ports.add(Listening.at(settings.http(), answering));
        }
        if (settings.admin() != 0) {
            ports.add(Listening.at("127.0.0.1:" + settings.admin(), null));
        }
        api = answering;
        log(settings, "Serving.");
        while (true) {
            Thread.sleep(CHECKPOINT_MILLIS);
            try {
                store.checkpoint();
            } catch (IOException e) {
                log(settings, e.toString());
            }
        }
    }

    private static void log(Settings settings, String line) throws Refused {
        if (settings.logs().isEmpty()) {
            return;
        }
        try {
            Path folder = Files.createDirectories(Path.of(settings.logs()));
            String hour = LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HH"));
            Files.writeString(
                    folder.resolve("typedb.log." + hour),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new Refused(1, "Exited with error: the log directory cannot be written: " + e.getMessage());
        }
    }

    private static void checkOpenFiles(int databases) throws Refused {
        int needed = 250 + 30 * databases;
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
                if (line.startsWith("Max open files")) {
                    String soft = line.split("\\s+")[3];
                    if (!soft.equals("unlimited") && Long.parseLong(soft) < needed) {
                        throw new Refused(1, "Exited with error: IO error: Too many open files");
                    }
                }
            }
        } catch (IOException e) {
            throw new Refused(1, "Exited with error: " + e.getMessage());
        }
    }

    private static void killed(Signal signal) {
        Runtime.getRuntime().halt(128 + signal.getNumber());
    }

    /** The first asks, the second insists. */
    @Override
    public void handle(Signal signal) {
        if (asked) {
            pause(FORCED_MILLIS);
            System.out.println("Exited at once.");
            end(1);
        }
        asked = true;
        System.out.println("Exiting by " + signal.getName() + "...");
        new Thread(this).start();
    }

    /** Stops taking clients, waits for the queries at work, however long they take, and leaves. */
    @Override
    public void run() {
        Api serving = api;
        if (serving != null) {
            for (Listening port : ports) {
                port.close();
            }
            while (serving.running() > 0) {
                pause(5);
            }
        }
        System.out.println("Exited.");
        end(0);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(int exitCode) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(exitCode);
    }
}
