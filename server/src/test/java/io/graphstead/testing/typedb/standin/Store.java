package io.graphstead.testing.typedb.standin;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The data folder. What is acknowledged lies in {@code <database>/wal}; {@code checkpoint} says how much of it need not be
 * replayed at the next start; {@code storage} is made anew by each start, and whatever else lies in there is deleted. So a
 * second server deletes what the first one writes, and the first one's next start finds that something is missing.
 */
final class Store {
    /** A file in the data folder that is there once a second server was started on it. */
    static final String SECOND_START = "_second_start";

    private static final String SYSTEM = "_system";
    private static final int REPLAYED_BYTES_A_MILLISECOND = 1000;

    private final Path folder;
    private final Map<String, String> users = new TreeMap<>();
    private final Map<String, List<String>> databases = new TreeMap<>();
    private RandomAccessFile held;

    private Store(Path folder, RandomAccessFile held) {
        this.folder = folder;
        this.held = held;
    }

    static Store open(Path folder) throws Refused, InterruptedException {
        try {
            Files.createDirectories(folder.resolve(SYSTEM));
            Store store = new Store(
                    folder,
                    new RandomAccessFile(folder.resolve(SYSTEM + "/instance").toFile(), "rw"));
            store.recover();
            return store;
        } catch (IOException e) {
            throw new Refused(1, "Exited with error: could not open the data directory '" + folder + "': " + e);
        }
    }

    private void recover() throws IOException, Refused, InterruptedException {
        FileLock alone = held.getChannel().tryLock();
        if (alone == null) {
            Files.writeString(
                    folder.resolve(SECOND_START),
                    "process " + ProcessHandle.current().pid() + "\n");
        } else if (Files.exists(folder.resolve(SECOND_START))) {
            throw new Refused(
                    1, "Exited with error: [STO12] Corruption: Can't access /000008.sst: No such file or directory");
        }
        Path id = folder.resolve("_server_id");
        if (!Files.exists(id)) {
            write(id, UUID.randomUUID().toString());
            append(SYSTEM, "U", "admin", "password");
        }
        long toReplay = 0;
        for (String database : folders()) {
            if (alone == null) {
                clear(folder.resolve(database).resolve("storage"));
            }
            toReplay += replay(database);
        }
        Thread.sleep(toReplay / REPLAYED_BYTES_A_MILLISECOND);
        for (String database : folders()) {
            Path storage = Files.createDirectories(folder.resolve(database).resolve("storage"));
            clear(storage);
            write(storage.resolve("000008.sst"), "");
        }
    }

    private List<String> folders() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path one : all) {
                if (Files.isDirectory(one)) {
                    found.add(one.getFileName().toString());
                }
            }
        }
        return found;
    }

    private static void clear(Path storage) throws IOException {
        if (Files.isDirectory(storage)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(storage)) {
                for (Path one : all) {
                    Files.delete(one);
                }
            }
        }
    }

    /** Reads one database's log and answers how much of it lies behind its checkpoint. */
    private long replay(String database) throws IOException {
        Path log = log(database);
        if (!Files.exists(log)) {
            return 0;
        }
        if (!database.equals(SYSTEM)) {
            databases.put(database, new ArrayList<>());
        }
        byte[] all = Files.readAllBytes(log);
        int whole = all.length;
        while (whole > 0 && all[whole - 1] != '\n') {
            whole--; // what was being written when it was killed was never acknowledged
        }
        if (whole < all.length) {
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
                file.setLength(whole);
            }
        }
        for (String line : new String(all, 0, whole, StandardCharsets.US_ASCII).split("\n")) {
            if (!line.isEmpty()) {
                String[] words = line.split(" ");
                apply(database, words[0], text(words[1]), words.length > 2 ? text(words[2]) : "");
            }
        }
        Path checkpoint = folder.resolve(database).resolve("checkpoint").resolve("position");
        return whole - (Files.exists(checkpoint) ? Long.parseLong(Files.readString(checkpoint)) : 0);
    }

    private void apply(String database, String kind, String first, String second) {
        switch (kind) {
            case "U" -> users.put(first, second);
            case "D" -> users.remove(first);
            case "I" -> rows(database).add(first);
            default -> {} // schemas: nothing here depends on them
        }
    }

    private List<String> rows(String database) {
        List<String> rows = databases.get(database);
        return rows == null ? new ArrayList<>() : rows;
    }

    private static String text(String coded) {
        return new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8);
    }

    private static String coded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path log(String database) {
        return folder.resolve(database).resolve("wal").resolve("000000000.log");
    }

    private void append(String database, String kind, String first, String second) throws IOException {
        append(database, kind + " " + coded(first) + (second.isEmpty() ? "" : " " + coded(second)) + "\n");
    }

    private void append(String database, String lines) throws IOException {
        Files.createDirectories(log(database).getParent());
        try (FileOutputStream file = new FileOutputStream(log(database).toFile(), true)) {
            file.write(lines.getBytes(StandardCharsets.US_ASCII));
            file.getFD().sync();
        }
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Path made = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(made, content);
        Files.move(made, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Says of every log how long it is now, so that the next start need not replay that much. */
    synchronized void checkpoint() throws IOException {
        for (String database : folders()) {
            if (Files.exists(log(database))) {
                write(
                        folder.resolve(database).resolve("checkpoint").resolve("position"),
                        Long.toString(Files.size(log(database))));
            }
        }
    }

    synchronized boolean isPassword(String user, String password) {
        return password.equals(users.get(user));
    }

    synchronized boolean hasUser(String user) {
        return users.containsKey(user);
    }

    synchronized List<String> userNames() {
        return List.copyOf(users.keySet());
    }

    synchronized void setUser(String user, String password) throws IOException {
        append(SYSTEM, "U", user, password);
        users.put(user, password);
    }

    synchronized void deleteUser(String user) throws IOException {
        append(SYSTEM, "D", user, "");
        users.remove(user);
    }

    synchronized List<String> databaseNames() {
        return List.copyOf(databases.keySet());
    }

    synchronized boolean has(String database) {
        return databases.containsKey(database);
    }

    synchronized void create(String database) throws IOException {
        append(database, "");
        write(folder.resolve(database).resolve("storage").resolve("000008.sst"), "");
        databases.put(database, new ArrayList<>());
    }

    synchronized void delete(String database) throws IOException {
        databases.remove(database);
        Path gone = folder.resolve(database);
        for (String part : List.of("wal", "storage", "checkpoint")) {
            clear(gone.resolve(part));
            Files.deleteIfExists(gone.resolve(part));
        }
        Files.deleteIfExists(gone);
    }

    synchronized void define(String database, String schema) throws IOException {
        append(database, "S", schema, "");
    }

    synchronized void insert(String database, List<String> names) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            lines.append("I ").append(coded(name)).append('\n');
        }
        append(database, lines.toString());
        rows(database).addAll(names);
    }

    synchronized List<String> names(String database) {
        return List.copyOf(rows(database));
    }
}
