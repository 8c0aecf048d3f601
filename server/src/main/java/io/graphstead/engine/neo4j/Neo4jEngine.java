package io.graphstead.engine.neo4j;

import io.graphstead.archive.ArchiveLimits;
import io.graphstead.archive.RefusedArchive;
import io.graphstead.engine.CannotChangePassword;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Culprit;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Figures;
import io.graphstead.engine.InvalidPlugin;
import io.graphstead.engine.InvalidSetting;
import io.graphstead.engine.Memory;
import io.graphstead.engine.OfferedSetting;
import io.graphstead.engine.PackedData;
import io.graphstead.engine.Packing;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.engine.query.Queries;
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.Places;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Reservation;
import io.graphstead.runtime.Workload;
import jakarta.inject.Singleton;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongConsumer;

/** Neo4j Community Edition, 4.4 and later. */
@Singleton
public final class Neo4jEngine implements Engine {
    public static final String NAME = "neo4j";
    /**
     * Neo4j Browser, which servers find on their class path, as in the vendor's archives. Its licence is the server's own
     * (GPL 3): both are programs of their own that are fetched, and no part of this one.
     */
    private static final String BROWSER = "org.neo4j.client:neo4j-browser:5.24.0";

    private static final int USUAL_PORT = 7687;

    /** A stop takes under a second; a large page cache that has to be written out takes longer. */
    private static final Duration GRACE = Duration.ofSeconds(90);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public OptionalInt usualPort() {
        return OptionalInt.of(USUAL_PORT);
    }

    @Override
    public List<PortPurpose> ports() {
        return List.of(Neo4jConfiguration.BOLT, Neo4jConfiguration.HTTP);
    }

    /** @throws IllegalArgumentException for versions that cannot be run, naming those that can */
    @Override
    public Needs needs(Version version) {
        Neo4jLine line = Neo4jLine.of(version);
        var distribution = new Distribution(
                NAME,
                version.text(),
                List.of("org.neo4j:neo4j:" + version, "org.neo4j.app:neo4j-server:" + version, BROWSER),
                List.of("lib/neo4j-" + version + ".jar", "lib/neo4j-server-" + version + ".jar"));
        return new Needs(distribution, Optional.of(line.java));
    }

    @Override
    public long reservedMb(Memory memory) {
        return Neo4jMemory.reservedMb(memory);
    }

    @Override
    public Credentials firstUser(String generatedPassword) {
        return new Credentials("neo4j", generatedPassword);
    }

    @Override
    public Map<Path, String> seed(Version version, Credentials first) {
        return Map.of(Path.of("data", "dbms", "auth.ini"), AuthFile.of(first));
    }

    @Override
    public Workload.Template workload(ServerSpec spec) {
        Neo4jLine line = Neo4jLine.of(spec.version());
        return places -> new Workload(
                command(line, spec, places),
                Neo4jConfiguration.files(spec, places, Neo4jConfiguration.Doors.OPEN),
                spec.plugins(),
                Map.of("LANG", "C.UTF-8"),
                places.data(),
                "TERM",
                GRACE,
                new Reservation(spec.memory().ceilingMb(), spec.cpus()));
    }

    @Override
    public Readiness ask(Reach reach, Credentials credentials, Duration limit) {
        return Bolt.ready(reach, credentials, limit);
    }

    @Override
    public void changePassword(Reach reach, Credentials credentials, String newPassword, Duration limit)
            throws CannotChangePassword {
        Bolt.changePassword(reach, credentials, newPassword, limit);
    }

    @Override
    public Optional<Figures> measure(Reach reach, Credentials credentials, Duration limit) {
        return Bolt.measure(reach, credentials, limit);
    }

    @Override
    public void checkpoint(Reach reach, Credentials credentials, Duration limit) {
        Bolt.checkpoint(reach, credentials, limit);
    }

    @Override
    public Set<Path> identity() {
        return Set.of(Path.of("data", "server_id"));
    }

    @Override
    public Path stores() {
        return Path.of("data", "databases");
    }

    @Override
    public boolean isUsersData(String path) {
        return path.startsWith(StoreLayout.STORE_IN_VOLUME + "/") || path.startsWith(StoreLayout.LOGS_IN_VOLUME + "/");
    }

    @Override
    public Set<Path> usersFolders() {
        return Set.of(Path.of(StoreLayout.STORE_IN_VOLUME), Path.of(StoreLayout.LOGS_IN_VOLUME));
    }

    @Override
    public void recognize(Path packed, String name) throws RefusedArchive, IOException {
        var _ = StoreArchive.recognized(packed, name);
    }

    @Override
    public PackedData look(Path packed, String name, Version target, ArchiveLimits limits, LongConsumer progress)
            throws RefusedArchive, IOException {
        return StoreArchive.recognized(packed, name).look(target, limits, progress);
    }

    @Override
    public Packing packing(ServerSpec spec) {
        return Neo4jPacking.of(spec);
    }

    @Override
    public Optional<InvalidSetting> invalid(Version version, Map<String, String> settings) {
        return UserSettings.invalid(version, settings);
    }

    @Override
    public List<OfferedSetting> settings(Version version) {
        return UserSettings.of(version).stream()
                .flatMap(setting -> setting.nameIn(version).stream()
                        .map(name -> new OfferedSetting(name, setting.value().allowed())))
                .toList();
    }

    @Override
    public Optional<String> upgradeObstacle(Version from, Version to) {
        return Upgrades.obstacle(from, to);
    }

    @Override
    public List<Path> unpackPlugin(String name, Path upload, Path target) throws InvalidPlugin, IOException {
        return PluginUpload.unpack(name, upload, target);
    }

    @Override
    public Optional<Culprit> culprit(ServerSpec spec, List<String> lastOutput) {
        return Culprits.of(spec, lastOutput);
    }

    @Override
    public URI connectionUrl(String host, int port) {
        return URI.create("neo4j+s://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    /** Served by the server itself, whose answer at {@code /} tells it the connection URL. */
    @Override
    public Optional<URI> browserUrl(String host, int port) {
        return Optional.of(
                URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/browser/"));
    }

    @Override
    public Optional<Queries> queries(Version version) {
        return Optional.of(Neo4jQueries.INSTANCE);
    }

    static List<String> command(Neo4jLine line, ServerSpec spec, Places places) {
        List<String> command = new ArrayList<>(java(line, spec, places));
        command.add(line.mainClass);
        command.add("--home-dir=" + places.data());
        command.add("--config-dir=" + places.config());
        command.addAll(line.launch.arguments);
        return command;
    }

    /** A Java with the release's classes, up to the name of the one to begin with. */
    static List<String> java(Neo4jLine line, ServerSpec spec, Places places) {
        List<String> command = new ArrayList<>();
        command.add(places.javaHome().resolve("bin").resolve("java").toString());
        command.addAll(Neo4jMemory.jvmOptions(spec.memory()));
        command.addAll(line.launch.jvm);
        command.addAll(List.of(
                "-XX:-UsePerfData", // no file per process in the machine's temporary folder
                "-XX:ErrorFile=" + places.logs().resolve("java-crash.log"),
                "-Duser.home=" + places.logs(), // its user has none; libraries keep caches there, which are no data
                "-Dfile.encoding=UTF-8",
                "-Dlog4j2.disable.jmx=true",
                "-Djdk.nio.maxCachedBufferSize=1024", // no large direct buffer kept per thread
                "-Dio.netty.tryReflectionSetAccessible=true"));
        command.add("-cp");
        // As the vendor's script has it: what a plugin extends the server with is found on the class path, and where
        // both
        // have a class, the server's own is taken.
        command.add(places.distribution().resolve("lib") + "/*" + File.pathSeparator + places.attachments() + "/*");
        return command;
    }
}
