package io.graphstead.testing.quick;

import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/**
 * The program of the quick engine. One class without lambdas and without libraries, so that it starts fast.
 *
 * <p>Arguments: data folder, configuration file, folder of plugins, address, ports. On each port it answers lines: {@code ping},
 * {@code put KEY VALUE}, {@code get KEY}, {@code version}, {@code environment}, {@code read PATH}, {@code list PATH},
 * {@code allocate MIB}, {@code write LINES}, {@code spawn}, {@code crash}, {@code churned}; anything else with
 * {@code what?}.
 *
 * <p>Configuration: {@code refuse} (ends at once with this message), {@code refuseIf}
 * (refuses as this version only), {@code delayMillis} (before it listens),
 * {@code churn} (writes without end, see {@link #churn}), {@code ignoreTerm},
 * {@code endsAtSignal} (how often SIGTERM must come), {@code crashAfterMillis} (after it listens),
 * {@code outputLines} (written before it listens).
 */
public final class QuickServer implements Runnable, sun.misc.SignalHandler {
    /** A file in the data folder that is there once two servers were at work on it at one time. */
    public static final String SECOND_SERVER = "second-server";

    private static final Object STORE = new Object();
    private static final List<ByteBuffer> ALLOCATED = new ArrayList<>();

    private static volatile long churned;
    private static int asked;
    private static Path data = Path.of("");
    private static Properties options = new Properties();

    /** A socket that listens, or that of a client; anything else: just stay. */
    private final Object task;

    private QuickServer(Object task) {
        this.task = task;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        data = Path.of(args[0]);
        try (InputStream in = Files.newInputStream(Path.of(args[1]))) {
            options.load(in);
        }
        String refuse = options.getProperty("refuse");
        if (refuse != null) {
            System.err.println(refuse);
            System.exit(1);
        }
        if (options.getProperty("version", "").equals(options.getProperty("refuseIf"))) {
            System.err.println("this version does not like the setting refuseIf");
            System.exit(1);
        }
        refuseBrokenPlugins(Path.of(args[2]));
        holdFolder();
        write(Integer.parseInt(options.getProperty("outputLines", "0")));
        if (Boolean.parseBoolean(options.getProperty("ignoreTerm"))) {
            // A hook that never ends: asked to stop, the JVM waits for it and the server goes on.
            java.lang.Runtime.getRuntime().addShutdownHook(new Thread(new QuickServer("stay")));
        }
        if (Boolean.parseBoolean(options.getProperty("churn"))) {
            new Thread(new QuickServer("churn")).start();
        }
        if (options.getProperty("endsAtSignal") != null) {
            sun.misc.Signal.handle(new sun.misc.Signal("TERM"), new QuickServer("asked"));
        }
        Thread.sleep(Long.parseLong(options.getProperty("delayMillis", "0")));
        for (int i = 4; i < args.length; i++) {
            ServerSocket socket = new ServerSocket(Integer.parseInt(args[i]), 50, InetAddress.getByName(args[3]));
            new Thread(new QuickServer(socket)).start();
        }
        System.out.println(String.join(" ", "quick", options.getProperty("version"), "is up"));
        String crash = options.getProperty("crashAfterMillis");
        if (crash != null) {
            Thread.sleep(Long.parseLong(crash));
            System.err.println("quick crashes, as told");
            java.lang.Runtime.getRuntime().halt(3);
        }
    }

    private static void refuseBrokenPlugins(Path folder) throws IOException {
        try (java.nio.file.DirectoryStream<Path> plugins = Files.newDirectoryStream(folder)) {
            for (Path plugin : plugins) {
                if (Files.readString(plugin, StandardCharsets.ISO_8859_1).contains("broken")) {
                    System.err.println("the plugin " + plugin.getFileName() + " is broken");
                    System.exit(1);
                }
            }
        }
    }

    /** Two servers on one folder are what must never be: the second leaves a note that tests look for. */
    private static void holdFolder() throws IOException {
        if (new RandomAccessFile(data.resolve("in-use").toFile(), "rw")
                        .getChannel()
                        .tryLock()
                == null) {
            Files.writeString(
                    data.resolve(SECOND_SERVER),
                    "process " + ProcessHandle.current().pid() + "\n");
            System.err.println("another server uses this folder");
            System.exit(2);
        }
    }

    @Override
    public void handle(sun.misc.Signal signal) {
        System.out.println("asked to stop");
        if (++asked == Integer.parseInt(options.getProperty("endsAtSignal"))) {
            java.lang.Runtime.getRuntime().halt(0);
        }
    }

    @Override
    public void run() {
        try {
            if (task instanceof Socket client) {
                serve(client);
            } else if (task instanceof ServerSocket listening) {
                while (true) {
                    new Thread(new QuickServer(listening.accept())).start();
                }
            } else if (task.equals("churn")) {
                churn();
            } else {
                new CountDownLatch(1).await();
            }
        } catch (IOException | InterruptedException e) {
            // the client went away
        }
    }

    /**
     * Writes numbers, each to several files one after the other and in all the ways that engines write: appended to one
     * that is put aside now and then, into pages of one, through a mapping of one, appended to another. How far it is
     * is what {@code churned} answers.
     */
    private static void churn() throws IOException {
        Path folder = Files.createDirectories(data.resolve("churn"));
        Path log = folder.resolve("log");
        try (RandomAccessFile pages =
                        new RandomAccessFile(folder.resolve("pages").toFile(), "rw");
                RandomAccessFile slots =
                        new RandomAccessFile(folder.resolve("slots").toFile(), "rw");
                FileOutputStream last =
                        new FileOutputStream(folder.resolve("last").toFile(), true)) {
            MappedByteBuffer mapped = slots.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, 256 * 4096);
            long n = slots.length() == 0 ? 0 : last(mapped);
            FileOutputStream appended = new FileOutputStream(log.toFile(), true);
            while (true) {
                n++;
                if (n % 5000 == 0) {
                    appended.close();
                    Files.move(log, folder.resolve("log." + n / 5000));
                    Files.deleteIfExists(folder.resolve("log." + (n / 5000 - 3)));
                    appended = new FileOutputStream(log.toFile(), true);
                }
                appended.write((n + "\n").getBytes(StandardCharsets.US_ASCII));
                pages.seek(n % 64 * 8192);
                pages.writeLong(n);
                mapped.putLong((int) (n % 256) * 4096, n);
                last.write((n + "\n").getBytes(StandardCharsets.US_ASCII));
                churned = n;
            }
        }
    }

    private static long last(MappedByteBuffer mapped) {
        long last = 0;
        for (int i = 0; i < 256; i++) {
            last = Math.max(last, mapped.getLong(i * 4096));
        }
        return last;
    }

    private static void serve(Socket client) throws IOException {
        try (client) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = client.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 3);
                String answer;
                try {
                    answer = answer(words);
                } catch (IOException e) {
                    answer = "failed " + e.getClass().getSimpleName();
                }
                out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    private static String answer(String[] words) throws IOException {
        switch (words[0]) {
            case "ping" -> {
                return "pong";
            }
            case "version" -> {
                return String.valueOf(options.getProperty("version"));
            }
            case "put" -> {
                synchronized (STORE) {
                    try (FileOutputStream file =
                            new FileOutputStream(data.resolve("store").toFile(), true)) {
                        file.write((words[1] + " " + words[2] + "\n").getBytes(StandardCharsets.UTF_8));
                        file.getFD().sync();
                    }
                }
                return "ok";
            }
            case "get" -> {
                String found = "none";
                synchronized (STORE) {
                    if (Files.exists(data.resolve("store"))) {
                        for (String line : Files.readAllLines(data.resolve("store"))) {
                            if (line.startsWith(words[1] + " ")) {
                                found = "value " + line.substring(words[1].length() + 1);
                            }
                        }
                    }
                }
                return found;
            }
            case "environment" -> {
                StringBuilder all = new StringBuilder();
                for (Map.Entry<String, String> variable : new java.util.TreeMap<>(System.getenv()).entrySet()) {
                    all.append(variable.getKey())
                            .append('=')
                            .append(variable.getValue())
                            .append(';');
                }
                return all.toString();
            }
            case "read" -> {
                return "content " + Files.readString(Path.of(words[1])).replace("\n", " ");
            }
            case "list" -> {
                try (java.nio.file.DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(words[1]))) {
                    for (Path entry : entries) {
                        return "first " + entry.getFileName();
                    }
                    return "empty";
                }
            }
            case "allocate" -> {
                ByteBuffer taken = ByteBuffer.allocateDirect(Integer.parseInt(words[1]) * 1024 * 1024);
                for (int i = 0; i < taken.capacity(); i += 4096) {
                    taken.put(i, (byte) 1);
                }
                ALLOCATED.add(taken);
                return "ok";
            }
            case "write" -> {
                write(Integer.parseInt(words[1]));
                return "ok";
            }
            case "spawn" -> {
                // Keeps what it was given open, its parent's lock among it if the parent passes it on.
                return "pid "
                        + new ProcessBuilder("/bin/sh", "-c", "exec sleep 600")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .pid();
            }
            case "churned" -> {
                return "churned " + churned;
            }
            case "crash" -> {
                java.lang.Runtime.getRuntime().halt(3);
                return "";
            }
            default -> {
                return "what?";
            }
        }
    }

    private static void write(int lines) {
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            block.append("line ")
                    .append(i)
                    .append(" of output that nobody asked for, long enough to fill a file in time\n");
            if (block.length() > 60_000) {
                System.out.print(block);
                block.setLength(0);
            }
        }
        System.out.print(block);
        System.out.flush();
    }
}
