package io.graphstead.engine.typedb;

import static io.graphstead.engine.typedb.TypeDbLine.Told.CACHE;
import static io.graphstead.engine.typedb.TypeDbLine.Told.CONFIG;
import static io.graphstead.engine.typedb.TypeDbLine.Told.DATA;
import static io.graphstead.engine.typedb.TypeDbLine.Told.ERRORS;
import static io.graphstead.engine.typedb.TypeDbLine.Told.GRPC;
import static io.graphstead.engine.typedb.TypeDbLine.Told.HTTP;
import static io.graphstead.engine.typedb.TypeDbLine.Told.HTTP_ON;
import static io.graphstead.engine.typedb.TypeDbLine.Told.LOGS;
import static io.graphstead.engine.typedb.TypeDbLine.Told.METRICS;
import static io.graphstead.engine.typedb.TypeDbLine.Told.MONITORING;
import static io.graphstead.engine.typedb.TypeDbLine.Told.WRITE_BUFFERS;

import io.graphstead.engine.Version;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of versions that differ in how they are run; each holds from its first version up to the next line's. A flag
 * that a version does not know ends it with exit code 2, so each line is told only what it knows.
 *
 * <p>Where a line begins is what the vendor's release notes say: the HTTP endpoint came with 3.2.0 (3.1 is run as 3.0),
 * {@code config.yml}, log files and today's names of most flags with 3.3.0, the names of addresses and an admin port with
 * 3.11, and 3.12 made that port a socket that is off by default, and stops on SIGTERM.
 */
enum TypeDbLine {
    //    from    flags         config.yml             stops on
    V3_0("3.0", Flags.OF_3_0, ConfigKeys.NONE, "INT"),
    V3_2("3.2", Flags.OF_3_2, ConfigKeys.NONE, "INT"),
    V3_3("3.3", Flags.OF_3_3, ConfigKeys.ADDRESS, "INT"),
    V3_11("3.11", Flags.OF_3_11, ConfigKeys.LISTEN_ADDRESS_AND_ADMIN, "INT"),
    V3_12("3.12", Flags.OF_3_12, ConfigKeys.LISTEN_ADDRESS, "TERM");

    /** What a server is told, under whatever name its line has for it. */
    enum Told {
        CONFIG,
        GRPC,
        HTTP_ON,
        HTTP,
        DATA,
        LOGS,
        CACHE,
        WRITE_BUFFERS,
        METRICS,
        ERRORS,
        MONITORING
    }

    /** The names of flags, in the order in which they are given. */
    enum Flags {
        OF_3_0(Map.of(
                GRPC, "server.address",
                DATA, "storage.data",
                METRICS, "diagnostics.reporting.metrics",
                ERRORS, "diagnostics.reporting.errors",
                MONITORING, "diagnostics.monitoring.enable")),
        OF_3_2(OF_3_0, Map.of(HTTP_ON, "server.http.enable", HTTP, "server.http.address")),
        OF_3_3(
                OF_3_2,
                Map.of(
                        CONFIG, "config",
                        HTTP_ON, "server.http.enabled",
                        DATA, "storage.data-directory",
                        LOGS, "logging.directory",
                        MONITORING, "diagnostics.monitoring.enabled")),
        OF_3_11(OF_3_3, Map.of(GRPC, "server.listen-address", HTTP, "server.http.listen-address")),
        OF_3_12(
                OF_3_11,
                Map.of(CACHE, "storage.rocksdb.cache-size", WRITE_BUFFERS, "storage.rocksdb.write-buffers-limit"));

        private final Map<Told, String> names = new EnumMap<>(Told.class);

        Flags(Map<Told, String> names) {
            this.names.putAll(names);
        }

        Flags(Flags older, Map<Told, String> changed) {
            this(older.names);
            names.putAll(changed);
        }

        /** The arguments that tell a server all of this that its line knows. */
        List<String> arguments(Map<Told, String> all) {
            return names.entrySet().stream()
                    .map(flag -> "--" + flag.getValue() + "=" + all.get(flag.getKey()))
                    .toList();
        }
    }

    /**
     * What {@code config.yml} must say. Unknown keys are ignored by every line; missing ones end it with exit code 1. The
     * admin port of 3.11 is on by default, at one fixed port without a password, and what it can do is not needed here.
     */
    enum ConfigKeys {
        NONE("", List.of()),
        ADDRESS("address", List.of()),
        LISTEN_ADDRESS("listen-address", List.of()),
        LISTEN_ADDRESS_AND_ADMIN(
                "listen-address", List.of("    admin:", "        enabled: false", "        port: 1728"));

        final String address;
        final List<String> admin;

        ConfigKeys(String address, List<String> admin) {
            this.address = address;
            this.admin = admin;
        }
    }

    final Version from;
    final Flags flags;
    final ConfigKeys config;

    /** Any other ends it where it stands. */
    final String stopSignal;

    TypeDbLine(String from, Flags flags, ConfigKeys config, String stopSignal) {
        this.from = new Version(from);
        this.flags = flags;
        this.config = config;
        this.stopSignal = stopSignal;
    }

    boolean hasHttp() {
        return flags.names.containsKey(HTTP);
    }

    /**
     * The line that a version belongs to.
     *
     * @throws IllegalArgumentException for versions that cannot be run, naming those that can
     */
    static TypeDbLine of(Version version) {
        if (version.major() != 3) {
            throw new IllegalArgumentException(
                    "TypeDB " + version + " cannot be run here; the versions that can are 3.0 and later ones of 3");
        }
        return Arrays.stream(values())
                .filter(line -> line.from.compareTo(version) <= 0)
                .reduce((older, newer) -> newer)
                .orElse(V3_0);
    }
}
