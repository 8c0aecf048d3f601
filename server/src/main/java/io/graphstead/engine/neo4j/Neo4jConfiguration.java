package io.graphstead.engine.neo4j;

import io.graphstead.engine.Memory;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.runtime.Places;
import io.graphstead.runtime.PortPurpose;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files that a Neo4j server of any line is configured with. Pure. */
final class Neo4jConfiguration {
    static final PortPurpose BOLT = new PortPurpose("bolt");
    static final PortPurpose HTTP = new PortPurpose("http");

    /**
     * A setting that is the same for every server.
     *
     * @param since the first version that knows the key: an older one refuses to start with it
     * @param before the first version that does not know it any more
     */
    private record Fixed(String since, String before, String key, String value) {
        boolean holdsFor(Version version) {
            return version.compareTo(new Version(since)) >= 0 && version.compareTo(new Version(before)) < 0;
        }
    }

    private static final String EVER = "999999";

    /** Loopback and link-local addresses: a query may load files from the web, not from this machine's other services. */
    private static final String NOT_FOR_QUERIES = "0.0.0.0/8,127.0.0.0/8,169.254.0.0/16,::1/128,fe80::/10";

    private static final List<Fixed> FIXED = List.of(
            // Nothing is sent to the vendor or announced on the network.
            new Fixed("4.4", "5.0", "clients.allow_telemetry", "false"),
            new Fixed("5.26", EVER, "client.allow_telemetry", "false"),
            new Fixed("5.20", EVER, "dbms.usage_report.enabled", "false"),
            new Fixed("2025.11", EVER, "dbms.fleet_manager.enabled", "false"),
            new Fixed("2026.05", EVER, "server.fleet_discovery.enabled", "false"),
            new Fixed("4.4", "5.0", "unsupported.dbms.cypher_ip_blocklist", NOT_FOR_QUERIES),
            new Fixed("5.0", EVER, "internal.dbms.cypher_ip_blocklist", NOT_FOR_QUERIES),
            // A stop waits for nothing but its own work: by default it spends ten seconds in quiet periods.
            new Fixed("4.4", "5.0", "dbms.connector.bolt.unsupported_thread_pool_shutdown_wait_time", "0s"),
            new Fixed("4.4", "5.0", "unsupported.dbms.bolt.netty_server_shutdown_quiet_period", "0"),
            new Fixed("5.0", EVER, "internal.server.bolt.thread_pool_shutdown_wait_time", "0s"),
            // 4.4 would reserve half a gigabyte of disk for empty transaction logs.
            new Fixed("4.4", "5.0", "dbms.tx_log.preallocate", "false"),
            // What people see comes on the standard output; the rest in few, small files.
            new Fixed("4.4", "5.0", "dbms.logs.user.stdout_enabled", "true"),
            new Fixed("4.4", "5.0", "dbms.logs.debug.rotation.size", "10m"),
            new Fixed("4.4", "5.0", "dbms.logs.debug.rotation.keep_number", "3"),
            new Fixed("5.0", EVER, "db.logs.query.enabled", "OFF"));

    private Neo4jConfiguration() {}

    /** Whether a server listens for anybody. */
    enum Doors {
        OPEN,
        NONE
    }

    /** Content by path relative to the folder of the configuration. */
    static Map<Path, String> files(ServerSpec spec, Places places, Doors doors) {
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(Path.of("neo4j.conf"), neo4jConf(spec, places, doors));
        if (Neo4jLine.of(spec.version()).names == Neo4jLine.Names.OF_5) {
            files.put(Path.of("user-logs.xml"), resource("user-logs.xml"));
            files.put(Path.of("server-logs.xml"), resource("server-logs.xml"));
        }
        return files;
    }

    private static String neo4jConf(ServerSpec spec, Places places, Doors doors) {
        Neo4jLine.Names names = Neo4jLine.of(spec.version()).names;
        Memory memory = spec.memory();
        Map<String, String> settings = new LinkedHashMap<>();

        settings.put(names.server + ".default_listen_address", places.bindAddress());
        settings.put(names.server + ".default_advertised_address", hostOf(spec));
        if (doors == Doors.OPEN) {
            connector(settings, names, BOLT, spec, places);
            connector(settings, names, HTTP, spec, places);
        } else {
            settings.put(names.connector + ".bolt.enabled", "false");
            settings.put(names.connector + ".http.enabled", "false");
        }
        settings.put(names.connector + ".bolt.tls_level", "DISABLED");
        settings.put(names.connector + ".https.enabled", "false");

        settings.put(
                names.server + ".directories.data",
                places.data().resolve("data").toString());
        settings.put(names.server + ".directories.plugins", places.attachments().toString());
        settings.put(
                names.server + ".directories.import",
                places.data().resolve("import").toString());
        settings.put(
                names.server + ".directories.run", places.data().resolve("run").toString());
        settings.put(names.server + ".directories.logs", places.logs().toString());

        if (names == Neo4jLine.Names.OF_5) {
            // Not every release looks for them where its other configuration is.
            settings.put(
                    "server.logs.user.config",
                    places.config().resolve("user-logs.xml").toString());
            settings.put(
                    "server.logs.config",
                    places.config().resolve("server-logs.xml").toString());
        }

        settings.put(names.server + ".memory.heap.initial_size", Neo4jMemory.initialHeapMb(memory) + "m");
        settings.put(names.server + ".memory.heap.max_size", memory.heapMb() + "m");
        settings.put(names.server + ".memory.pagecache.size", memory.pageCacheMb() + "m");

        FIXED.stream()
                .filter(fixed -> fixed.holdsFor(spec.version()))
                .forEach(fixed -> settings.put(fixed.key(), fixed.value()));
        // Last, so that they win where both say something; none of them is a setting above that must hold.
        settings.putAll(UserSettings.translated(spec.version(), spec.settings()));
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining("", "# Written anew before each start; changes made here are lost.\n", ""));
    }

    private static String hostOf(ServerSpec spec) {
        String host = spec.advertisedHost();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static void connector(
            Map<String, String> settings, Neo4jLine.Names names, PortPurpose purpose, ServerSpec spec, Places places) {
        String connector = names.connector + "." + purpose;
        int port = places.port(purpose);
        int advertised =
                Optional.ofNullable(spec.advertisedPorts().get(purpose)).orElse(port);
        settings.put(connector + ".enabled", "true");
        settings.put(connector + ".listen_address", places.bindAddress() + ":" + port);
        settings.put(connector + ".advertised_address", hostOf(spec) + ":" + advertised);
    }

    private static String resource(String name) {
        try (InputStream in = Neo4jConfiguration.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
