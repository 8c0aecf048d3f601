package io.graphstead.engine.typedb;

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
import io.graphstead.engine.PackedData;
import io.graphstead.engine.Packing;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.engine.query.Queries;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.OldLogs;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Reservation;
import io.graphstead.runtime.StopSignal;
import io.graphstead.runtime.Workload;
import jakarta.inject.Singleton;
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
import java.util.function.Supplier;

/**
 * TypeDB Community Edition, 3.0 and later. Its data folder has no lock, and a second server on it destroys data: that
 * there is never a second is what the runtime's lock is for, which the server's own process carries.
 */
@Singleton
public final class TypeDbEngine implements Engine {
    public static final String NAME = "typedb";
    private static final int USUAL_PORT = 1729;

    /** The user that a server's first start creates. */
    public static final String BUILT_IN_USER = "admin";

    /** That user's password; no flag sets another. */
    public static final String BUILT_IN_PASSWORD = "password";

    /** Idle, a stop takes 0.01 s; a long query would hold it up for ever. */
    private static final Duration WAIT_FOR_QUERIES = Duration.ofSeconds(20);

    /** A second signal ends a server in 0.3 s, whatever it does; nothing that it has acknowledged is lost. */
    private static final Duration WAIT_FOR_END = Duration.ofSeconds(10);

    /** Its log files are hourly and it removes none: three days' worth. */
    private static final int HOURLY_LOGS_KEPT = 72;

    private static final long RESERVED_MB = 256;

    static final String PROGRAM = "server/typedb_server_bin";

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
        return List.of(TypeDbConfiguration.GRPC, TypeDbConfiguration.HTTP);
    }

    @Override
    public List<PortPurpose> ports(Version version) {
        return TypeDbLine.of(version).hasHttp() ? ports() : List.of(TypeDbConfiguration.GRPC);
    }

    @Override
    public PortPurpose askedAt(Version version) {
        return ports(version).getLast();
    }

    /** @throws IllegalArgumentException for versions that cannot be run, naming those that can */
    @Override
    public Needs needs(Version version) {
        TypeDbLine.of(version);
        return new Needs(TypeDbRelease.of(version), Optional.empty());
    }

    @Override
    public long reservedMb(Memory memory) {
        return Math.min(RESERVED_MB, memory.ceilingMb());
    }

    /** Always the one that a first start creates, whose password can be changed once the server runs. */
    @Override
    public Credentials firstUser(String generatedPassword) {
        return new Credentials(BUILT_IN_USER, BUILT_IN_PASSWORD);
    }

    @Override
    public Map<Path, String> seed(Version version, Credentials first) {
        return Map.of();
    }

    @Override
    public Workload.Template workload(ServerSpec spec) {
        TypeDbLine line = TypeDbLine.of(spec.version());
        return places -> {
            List<String> command = new ArrayList<>(
                    List.of(places.distribution().resolve(PROGRAM).toString()));
            command.addAll(TypeDbConfiguration.arguments(line, spec, places));
            return new Workload(
                    command,
                    TypeDbConfiguration.files(line, places),
                    List.of(),
                    Map.of("LANG", "C.UTF-8"),
                    places.logs(),
                    List.of(
                            new StopSignal(line.stopSignal, WAIT_FOR_QUERIES),
                            new StopSignal(line.stopSignal, WAIT_FOR_END)),
                    List.of(new OldLogs("typedb*", HOURLY_LOGS_KEPT)),
                    new Reservation(spec.memory().ceilingMb(), spec.cpus()));
        };
    }

    /** That the one who answers is the very workload and no stranger on its port, the runtime tells. */
    @Override
    public Readiness ask(Reach reach, Credentials credentials, Duration limit) {
        return Asking.ready(reach, credentials, limit);
    }

    /** Without signing in, which is work for a server that only idles and gives it a token to keep. */
    @Override
    public boolean serves(Reach reach, Supplier<Credentials> credentials, Duration limit) {
        return Asking.serves(reach, limit);
    }

    @Override
    public void changePassword(Reach reach, Credentials credentials, String newPassword, Duration limit)
            throws CannotChangePassword {
        Asking.changePassword(reach, credentials, newPassword, limit);
    }

    @Override
    public Optional<Figures> measure(Reach reach, Credentials credentials, Duration limit) {
        return Asking.figures(reach, limit);
    }

    @Override
    public Set<Path> identity() {
        return Set.of(Path.of("_server_id"));
    }

    @Override
    public Path stores() {
        return Path.of("");
    }

    @Override
    public boolean isUsersData(String path) {
        return DataArchive.isUsers(path);
    }

    @Override
    public void recognize(Path packed, String name) throws RefusedArchive, IOException {
        var _ = DataArchive.recognized(packed, name);
    }

    @Override
    public PackedData look(Path packed, String name, Version target, ArchiveLimits limits, LongConsumer progress)
            throws RefusedArchive, IOException {
        return DataArchive.recognized(packed, name).look(limits, progress);
    }

    @Override
    public Packing packing(ServerSpec spec) {
        return Packing.asItIs();
    }

    @Override
    public Optional<InvalidSetting> invalid(Version version, Map<String, String> settings) {
        return settings.keySet().stream()
                .sorted()
                .findFirst()
                .map(key -> new InvalidSetting(
                        key, key + " cannot be set: TypeDB has no settings that its users may change; leave it out"));
    }

    @Override
    public Optional<String> upgradeObstacle(Version from, Version to) {
        return Upgrades.obstacle(from, to);
    }

    @Override
    public List<Path> unpackPlugin(String name, Path upload, Path target) throws InvalidPlugin {
        throw new InvalidPlugin("TypeDB takes no plugins; what they do elsewhere, write as functions in TypeQL");
    }

    /** Users give it nothing that could be to blame. */
    @Override
    public Optional<Culprit> culprit(ServerSpec spec, List<String> lastOutput) {
        return Optional.empty();
    }

    /** With its scheme, which tells drivers to speak TLS. */
    @Override
    public URI connectionUrl(String host, int port) {
        return URI.create("https://" + hostInUrl(host) + ":" + port);
    }

    /** Over HTTP, which releases before 3.2 have not. */
    @Override
    public Optional<Queries> queries(Version version) {
        return TypeDbLine.of(version).hasHttp() ? Optional.of(TypeQlQueries.INSTANCE) : Optional.empty();
    }

    static String hostInUrl(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
