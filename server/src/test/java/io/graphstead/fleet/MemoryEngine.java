package io.graphstead.fleet;

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
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Workload;
import io.graphstead.testing.quick.QuickEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

/** An engine for {@link MemoryRuntime}: answers when it is told to. */
final class MemoryEngine implements Engine {
    static final PortPurpose CLIENT = new PortPurpose("client");
    static final PortPurpose HTTP = new PortPurpose("http");

    /** Takes the same settings and plugins. */
    private final QuickEngine quick = new QuickEngine();

    volatile Readiness answer = new Readiness.Ready();

    /** The password that new data comes with, where it cannot be chosen. */
    volatile Optional<String> builtInPassword = Optional.empty();

    /** The password that servers take; empty: any. */
    volatile Optional<String> taken = Optional.empty();

    /** How many asks it stays locked for. */
    private static final int LOCKED_FOR = 3;

    /** How many wrong passwords lock it. */
    int locksAfter = Integer.MAX_VALUE;

    private int wrong;
    private int refusedWhileLocked;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<PortPurpose> ports() {
        return List.of(CLIENT, HTTP);
    }

    @Override
    public Needs needs(Version version) {
        return new Needs(new Distribution("memory", version.text(), List.of(), List.of()), Optional.empty());
    }

    @Override
    public long reservedMb(Memory memory) {
        return memory.ceilingMb();
    }

    @Override
    public Credentials firstUser(String generatedPassword) {
        return new Credentials("memory", builtInPassword.orElse(generatedPassword));
    }

    @Override
    public Map<Path, String> seed(Version version, Credentials first) {
        return Map.of(Path.of("user"), first.username());
    }

    @Override
    public Workload.Template workload(ServerSpec spec) {
        return places -> {
            throw new UnsupportedOperationException("nothing is started for real");
        };
    }

    @Override
    public Readiness ask(Reach reach, Credentials credentials, Duration limit) {
        if (!(answer instanceof Readiness.Ready)) {
            return answer;
        }
        if (isLocked()) {
            return new Readiness.Locked();
        }
        if (refuses(credentials)) {
            wrong++;
            return new Readiness.ReadyForOthers();
        }
        wrong = 0;
        return answer;
    }

    /** As Neo4j: after a few wrong passwords right ones are refused too for a while, and each wrong one lengthens that. */
    private boolean isLocked() {
        if (wrong < locksAfter) {
            return false;
        }
        if (++refusedWhileLocked < LOCKED_FOR) {
            return true;
        }
        refusedWhileLocked = 0;
        wrong--;
        return false;
    }

    private boolean refuses(Credentials credentials) {
        return taken.filter(password -> !password.equals(credentials.password()))
                .isPresent();
    }

    @Override
    public void changePassword(Reach reach, Credentials credentials, String newPassword, Duration limit)
            throws CannotChangePassword {
        if (answer instanceof Readiness.NotYet notYet) {
            throw new CannotChangePassword(notYet.why());
        }
        if (isLocked()) {
            throw new CannotChangePassword("nobody is let in");
        }
        if (refuses(credentials)) {
            wrong++;
            throw new CannotChangePassword("the password is not valid");
        }
        wrong = 0;
        taken = taken.map(password -> newPassword);
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
        return quick.isUsersData(path);
    }

    @Override
    public void recognize(Path packed, String name) throws RefusedArchive, IOException {
        quick.recognize(packed, name);
    }

    @Override
    public PackedData look(Path packed, String name, Version target, ArchiveLimits limits, LongConsumer progress)
            throws RefusedArchive, IOException {
        return quick.look(packed, name, target, limits, progress);
    }

    @Override
    public Packing packing(ServerSpec spec) {
        return Packing.asItIs();
    }

    @Override
    public Optional<InvalidSetting> invalid(Version version, Map<String, String> settings) {
        return quick.invalid(version, settings);
    }

    @Override
    public Optional<String> upgradeObstacle(Version from, Version to) {
        return quick.upgradeObstacle(from, to);
    }

    @Override
    public List<Path> unpackPlugin(String name, Path upload, Path target) throws InvalidPlugin, IOException {
        return quick.unpackPlugin(name, upload, target);
    }

    @Override
    public Optional<Culprit> culprit(ServerSpec spec, List<String> lastOutput) {
        return quick.culprit(spec, lastOutput);
    }

    @Override
    public Optional<Queries> queries(Version version) {
        return quick.queries(version);
    }

    @Override
    public URI connectionUrl(String host, int port) {
        return URI.create("memory://" + host + ":" + port);
    }
}
