package io.graphstead.testing.quick;

import io.graphstead.archive.ArchiveLimits;
import io.graphstead.archive.CheckedEntries;
import io.graphstead.archive.PackedFile;
import io.graphstead.archive.RefusedArchive;
import io.graphstead.engine.CannotChangePassword;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Culprit;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Figures;
import io.graphstead.engine.InvalidPlugin;
import io.graphstead.engine.InvalidSetting;
import io.graphstead.engine.Memory;
import io.graphstead.engine.PackedData;
import io.graphstead.engine.Packing;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.engine.query.Queries;
import io.graphstead.runtime.Attachment;
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.JavaNeed;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Reservation;
import io.graphstead.runtime.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;

/**
 * The quick engine, releases 1.0.0 and 2.0.0.
 *
 * @param options behaviour of its servers, see {@link QuickServer}
 */
public record QuickEngine(Map<String, String> options) implements Engine {
    public static final PortPurpose CLIENT = new PortPurpose("client");
    public static final PortPurpose HTTP = new PortPurpose("http");
    public static final List<Version> RELEASES = List.of(new Version("1.0.0"), new Version("2.0.0"));

    private static final String STORE = "store";

    /** What users may set: some of what {@link QuickServer} reads. */
    public static final Set<String> SETTINGS = Set.of("refuse", "refuseIf", "colour", "shape", "delayMillis");

    public QuickEngine {
        options = Map.copyOf(options);
    }

    public QuickEngine() {
        this(Map.of());
    }

    /**
     * An engine whose servers behave so.
     *
     * @param options keys and values in turn
     */
    public static QuickEngine with(String... options) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        return new QuickEngine(map);
    }

    @Override
    public String name() {
        return "quick";
    }

    @Override
    public List<PortPurpose> ports() {
        return List.of(CLIENT, HTTP);
    }

    @Override
    public Needs needs(Version version) {
        return new Needs(
                new Distribution(name(), version.text(), List.of(), List.of()), Optional.of(new JavaNeed(25, 99)));
    }

    @Override
    public long reservedMb(Memory memory) {
        return memory.ceilingMb();
    }

    @Override
    public Credentials firstUser(String generatedPassword) {
        return new Credentials("quick", generatedPassword);
    }

    @Override
    public Map<Path, String> seed(Version version, Credentials first) {
        return Map.of(Path.of("users", "first"), first.username() + "\n");
    }

    @Override
    public Workload.Template workload(ServerSpec spec) {
        Map<String, String> properties = new TreeMap<>(options);
        properties.putAll(spec.settings());
        properties.put("version", spec.version().text());
        StringBuilder file = new StringBuilder();
        properties.forEach(
                (key, value) -> file.append(key).append('=').append(value).append('\n'));
        return places -> new Workload(
                List.of(
                        places.javaHome().resolve("bin/java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Xmx32m",
                        "-XX:MaxDirectMemorySize=4g",
                        "-cp",
                        classPath().toString(),
                        QuickServer.class.getName(),
                        places.data().toString(),
                        places.config().resolve("quick.properties").toString(),
                        places.attachments().toString(),
                        places.bindAddress(),
                        Integer.toString(places.port(CLIENT)),
                        Integer.toString(places.port(HTTP))),
                Map.of(Path.of("quick.properties"), file.toString()),
                spec.plugins(),
                Map.of("QUICK", "yes"),
                places.data(),
                "TERM",
                Duration.ofSeconds(5),
                new Reservation(spec.memory().ceilingMb(), spec.cpus()));
    }

    @Override
    public Readiness ask(Reach reach, Credentials credentials, Duration limit) {
        try {
            return QuickClient.ask(reach, "ping", limit).equals("pong")
                    ? new Readiness.Ready()
                    : new Readiness.NotYet("it answers something else");
        } catch (IOException e) {
            return new Readiness.NotYet(e.toString());
        }
    }

    @Override
    public void changePassword(Reach reach, Credentials credentials, String newPassword, Duration limit)
            throws CannotChangePassword {
        try {
            if (!QuickClient.ask(reach, "ping", limit).equals("pong")) {
                throw new CannotChangePassword("it answers something else");
            }
        } catch (IOException e) {
            throw new CannotChangePassword(e.toString());
        }
    }

    @Override
    public Optional<Figures> measure(Reach reach, Credentials credentials, Duration limit) {
        return Optional.of(new Figures(OptionalLong.of(1), OptionalLong.empty()));
    }

    @Override
    public Set<Path> identity() {
        return Set.of();
    }

    @Override
    public Path stores() {
        return Path.of("");
    }

    @Override
    public boolean isUsersData(String path) {
        return path.equals(STORE);
    }

    @Override
    public void recognize(Path packed, String name) throws RefusedArchive, IOException {
        if (PackedFile.format(packed).isEmpty()) {
            throw new RefusedArchive(name + " is no packed file; send one");
        }
    }

    /** Of what is packed only the file {@code store} is taken. */
    @Override
    public PackedData look(Path packed, String name, Version target, ArchiveLimits limits, LongConsumer progress)
            throws RefusedArchive, IOException {
        recognize(packed, name);
        Map<String, Long> sizes = new TreeMap<>();
        read(packed, name, limits, (path, size, content) -> sizes.put(path, size));
        if (!sizes.containsKey(STORE)) {
            throw new RefusedArchive(name + " holds no store; pack one");
        }
        return new PackedData(
                "a packed store",
                sizes.get(STORE),
                10,
                volume -> read(packed, name, limits, (path, size, content) -> {
                    if (path.equals(STORE)) {
                        volume.file(path, size, content);
                    }
                }));
    }

    private interface OfFile {
        void take(String path, long size, InputStream content) throws IOException, RefusedArchive;
    }

    private static void read(Path packed, String name, ArchiveLimits limits, OfFile files)
            throws IOException, RefusedArchive {
        CheckedEntries.Contents to = new CheckedEntries.Contents() {
            @Override
            public void folder(String path) {
                // only files are of interest
            }

            @Override
            public void file(String path, long size, InputStream content) throws IOException, RefusedArchive {
                files.take(path, size, content);
            }
        };
        CheckedEntries checked = new CheckedEntries(name, limits, Files.size(packed), to, read -> {});
        checked.reading(() -> PackedFile.read(packed, PackedFile.format(packed).orElseThrow(), checked));
    }

    @Override
    public Packing packing(ServerSpec spec) {
        return Packing.asItIs();
    }

    @Override
    public Optional<InvalidSetting> invalid(Version version, Map<String, String> settings) {
        return settings.keySet().stream()
                .filter(key -> !SETTINGS.contains(key))
                .findFirst()
                .map(key -> new InvalidSetting(key, key + " is no setting; there are " + SETTINGS));
    }

    @Override
    public Optional<String> upgradeObstacle(Version from, Version to) {
        return to.compareTo(from) > 0 ? Optional.empty() : Optional.of(to + " is not newer than " + from);
    }

    @Override
    public List<Path> unpackPlugin(String name, Path upload, Path target) throws InvalidPlugin, IOException {
        if (Files.size(upload) == 0) {
            throw new InvalidPlugin("it is empty");
        }
        return List.of(Files.copy(upload, target.resolve(name.endsWith(".jar") ? name : name + ".jar")));
    }

    @Override
    public Optional<Culprit> culprit(ServerSpec spec, List<String> lastOutput) {
        return spec.settings().keySet().stream()
                .filter(key -> lastOutput.stream().anyMatch(line -> line.contains("setting " + key)))
                .<Culprit>map(Culprit.Setting::new)
                .findFirst()
                .or(() -> spec.plugins().stream()
                        .map(Attachment::fileName)
                        .filter(plugin -> lastOutput.stream().anyMatch(line -> line.contains(plugin)))
                        .<Culprit>map(Culprit.Plugin::new)
                        .findFirst());
    }

    @Override
    public Optional<Queries> queries(Version version) {
        return Optional.of(new QuickQueries());
    }

    @Override
    public URI connectionUrl(String host, int port) {
        return URI.create("quick://" + host + ":" + port);
    }

    /**
     * The program alone, in a temporary folder that every user can read, which a checkout need not be. Named by its
     * content and left there: a server that outlives the test's own JVM goes on reading it.
     */
    static Path classPath() {
        String resource = QuickServer.class.getName().replace('.', '/') + ".class";
        try (InputStream in = QuickServer.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            byte[] program = in.readAllBytes();
            CRC32 sum = new CRC32();
            sum.update(program);
            Path folder = Path.of(
                    System.getProperty("java.io.tmpdir"), "graphstead-quick-" + Long.toHexString(sum.getValue()));
            Path target = folder.resolve(resource);
            if (Files.exists(target) && Arrays.equals(Files.readAllBytes(target), program)) {
                return folder;
            }
            Path making = Files.createTempDirectory("graphstead-quick-");
            Path made = making.resolve(resource);
            Files.createDirectories(made.getParent());
            Files.write(made, program);
            Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                Files.move(making, folder);
            } catch (FileAlreadyExistsException e) {
                return folder;
            } catch (FileSystemException e) {
                if (!Files.exists(target)) {
                    throw e;
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
