package io.graphstead.testing.typedb.standin;

import java.nio.file.Path;

/**
 * What one start was told, by its file and its flags.
 *
 * @param http where it listens for HTTP; empty for nowhere
 * @param admin the port of the admin service; 0 for none
 * @param logs the folder of its hourly logs; empty in versions that only write to the standard output
 */
record Settings(int minor, String grpc, String http, int admin, Path data, String logs) {
    static Settings of(int minor, Flags flags, Path programs) throws Refused {
        Settings settings = minor < 3 ? byFlags(minor, flags, programs) : byFile(minor, flags, programs);
        return settings;
    }

    private static Settings byFlags(int minor, Flags flags, Path programs) throws Refused {
        noDiagnostics(
                flags.get("true", "diagnostics.reporting.metrics"),
                flags.get("true", "diagnostics.reporting.errors"),
                flags.get("true", "diagnostics.monitoring.enable"));
        boolean http = minor >= 2 && flags.get("true", "server.http.enable").equals("true");
        return new Settings(
                minor,
                flags.get("0.0.0.0:1729", "server.address"),
                http ? flags.get("0.0.0.0:8000", "server.http.address") : "",
                0,
                programs.resolve(flags.get("data", "storage.data")),
                "");
    }

    private static Settings byFile(int minor, Flags flags, Path programs) throws Refused {
        String given = flags.get("", "config");
        ConfigFile file = ConfigFile.read(
                given.isEmpty()
                        ? programs.resolve("config.yml")
                        : Path.of(given).toAbsolutePath());
        String grpc = address(minor, file, "server.");
        String httpEnabled = file.required("server.http.enabled");
        String http = address(minor, file, "server.http.");
        file.required("server.authentication.token-expiration-seconds");
        file.required("server.encryption.enabled");
        String data = file.required("storage.data-directory");
        String logs = file.required("logging.directory");
        boolean says = file.has("diagnostics");
        noDiagnostics(
                flags.get(
                        says ? file.required("diagnostics.reporting.metrics") : "true",
                        "diagnostics.reporting.metrics"),
                flags.get(
                        says ? file.required("diagnostics.reporting.errors") : "true", "diagnostics.reporting.errors"),
                flags.get(
                        says ? file.required("diagnostics.monitoring.enabled") : "true",
                        "diagnostics.monitoring.enabled"));
        if (says) {
            file.required("diagnostics.monitoring.port");
        }
        return new Settings(
                minor,
                flags.get(grpc, "server.listen-address", "server.address"),
                flags.get(httpEnabled, "server.http.enabled").equals("true")
                        ? flags.get(http, "server.http.listen-address", "server.http.address")
                        : "",
                admin(minor, flags, file),
                programs.resolve(flags.get(data, "storage.data-directory")),
                programs.resolve(flags.get(logs, "logging.directory")).toString());
    }

    private static String address(int minor, ConfigFile file, String section) throws Refused {
        String older = section + "address";
        String newer = section + "listen-address";
        if (minor < 11) {
            return file.required(older);
        }
        if (file.has(older) && file.has(newer)) {
            throw new Refused(1, "Error parsing the configuration file: duplicate field `listen-address`");
        }
        return file.required(file.has(older) ? older : newer);
    }

    /** A port in 3.11 only, on unless it is turned off; a socket later, which nothing here needs. */
    private static int admin(int minor, Flags flags, ConfigFile file) throws Refused {
        boolean says = minor >= 11 && file.has("server.admin");
        boolean enabled = flags.get(
                        says ? file.required("server.admin.enabled") : Boolean.toString(minor == 11),
                        "server.admin.enabled")
                .equals("true");
        String port = minor == 11 && says ? file.required("server.admin.port") : "1728";
        return minor == 11 && enabled ? Integer.parseInt(flags.get(port, "server.admin.port")) : 0;
    }

    /** The real one would report to its maker and listen at every address: no test may let it come to that. */
    private static void noDiagnostics(String... each) throws Refused {
        for (String one : each) {
            if (!one.equals("false")) {
                throw new Refused(3, "diagnostics are on: this would phone home and listen at 0.0.0.0:4104");
            }
        }
    }
}
