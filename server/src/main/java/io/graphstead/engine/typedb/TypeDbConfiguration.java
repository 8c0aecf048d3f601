package io.graphstead.engine.typedb;

import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.typedb.TypeDbLine.ConfigKeys;
import io.graphstead.engine.typedb.TypeDbLine.Told;
import io.graphstead.runtime.Places;
import io.graphstead.runtime.PortPurpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a server is told: by flags all that its line has flags for, by its own {@code config.yml} what must stand in one.
 * Nothing of it reports to the vendor or listens anywhere but at the given address: the monitoring port, on by default,
 * listens at every address of the machine.
 */
final class TypeDbConfiguration {
    static final PortPurpose GRPC = new PortPurpose("typedb");
    static final PortPurpose HTTP = new PortPurpose("http");

    private static final Path FILE = Path.of("config.yml");

    /** As the vendor's own file has it. */
    private static final int TOKEN_SECONDS = 5000;

    private static final long LEAST_CACHE_MB = 64;

    private TypeDbConfiguration() {}

    static List<String> arguments(TypeDbLine line, ServerSpec spec, Places places) {
        Map<Told, String> all = new EnumMap<>(Told.class);
        all.put(Told.CONFIG, places.config().resolve(FILE).toString());
        all.put(Told.GRPC, address(places, GRPC));
        all.put(Told.DATA, places.data().toString());
        all.put(Told.LOGS, places.logs().toString());
        all.put(Told.HTTP_ON, "true");
        if (line.hasHttp()) {
            all.put(Told.HTTP, address(places, HTTP));
        }
        // Its own defaults, 1 GB and 512 MB, are as much as the smallest size may take altogether.
        long cache = Math.max(LEAST_CACHE_MB, spec.memory().ceilingMb() / 4);
        all.put(Told.CACHE, cache + "mb");
        all.put(Told.WRITE_BUFFERS, cache / 2 + "mb");
        all.put(Told.METRICS, "false");
        all.put(Told.ERRORS, "false");
        all.put(Told.MONITORING, "false");
        return line.flags.arguments(all);
    }

    static Map<Path, String> files(TypeDbLine line, Places places) {
        return line.config == ConfigKeys.NONE ? Map.of() : Map.of(FILE, file(line.config, places));
    }

    /** Addresses to be told to clients stay empty, so that drivers keep the one that they were given, also through a proxy. */
    private static String file(ConfigKeys keys, Places places) {
        List<String> lines = new ArrayList<>(List.of(
                "server:",
                "    " + keys.address + ": " + address(places, GRPC),
                "    advertise-address:",
                "    http:",
                "        enabled: true",
                "        " + keys.address + ": " + address(places, HTTP),
                "        advertise-address:"));
        lines.addAll(keys.admin);
        lines.addAll(List.of(
                "    authentication:",
                "        token-expiration-seconds: " + TOKEN_SECONDS,
                "    encryption:",
                "        enabled: false",
                "        certificate:",
                "        certificate-key:",
                "        ca-certificate:",
                "storage:",
                "    data-directory: " + quoted(places.data()),
                "logging:",
                "    directory: " + quoted(places.logs()),
                "diagnostics:",
                "    monitoring:",
                "        enabled: false",
                "        port: 4104",
                "    reporting:",
                "        metrics: false",
                "        errors: false"));
        return String.join("\n", lines) + "\n";
    }

    private static String address(Places places, PortPurpose purpose) {
        return places.bindAddress() + ":" + places.port(purpose);
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
