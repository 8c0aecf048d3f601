package io.graphstead.testing.typedb.standin;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The command line as the program of one version takes it; what its version does not know ends it with exit code 2. */
final class Flags {
    /** Flags whose value is true or false, whatever they are called in a version. */
    private static final Set<String> TRUE_OR_FALSE = Set.of(
            "server.http.enable",
            "server.http.enabled",
            "server.admin.enabled",
            "diagnostics.monitoring.enable",
            "diagnostics.monitoring.enabled",
            "diagnostics.reporting.metrics",
            "diagnostics.reporting.errors",
            "development-mode.enabled");

    private final Map<String, String> given = new HashMap<>();

    private Flags() {}

    /** Those of one version: 3.0.6, 3.2.0, 3.3.0, 3.11.5 and 3.12.3 are where something changed. */
    static Set<String> of(int minor) {
        Set<String> known = new TreeSet<>(Set.of(
                "server.address",
                "server.encryption.enabled",
                "diagnostics.reporting.metrics",
                "diagnostics.reporting.errors",
                "diagnostics.monitoring.port",
                "development-mode.enabled"));
        if (minor < 3) {
            known.addAll(Set.of(
                    "server.encryption.cert",
                    "server.encryption.cert-key",
                    "server.encryption.root-ca",
                    "storage.data",
                    "diagnostics.monitoring.enable"));
        } else {
            known.addAll(Set.of(
                    "config",
                    "server.authentication.token-expiration-seconds",
                    "server.encryption.certificate",
                    "server.encryption.certificate-key",
                    "server.encryption.ca-certificate",
                    "server.http.enabled",
                    "storage.data-directory",
                    "logging.directory",
                    "diagnostics.monitoring.enabled"));
        }
        if (minor == 2) {
            known.addAll(
                    Set.of("server.authentication.token_ttl_seconds", "server.http.enable", "server.http.address"));
        }
        if (minor >= 3) {
            known.add("server.http.address"); // hidden from 3.11 on, and still taken
        }
        if (minor >= 11) {
            known.addAll(Set.of(
                    "server.listen-address",
                    "server.advertise-address",
                    "server.http.listen-address",
                    "server.http.advertise-address",
                    "server.admin.enabled"));
        }
        if (minor == 11) {
            known.add("server.admin.port");
        }
        if (minor >= 12) {
            known.addAll(Set.of(
                    "server.admin.socket-path", "storage.rocksdb.cache-size", "storage.rocksdb.write-buffers-limit"));
        }
        return known;
    }

    static Flags parse(int minor, String[] arguments, int from) throws Refused {
        Set<String> known = of(minor);
        Flags flags = new Flags();
        for (int i = from; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!name.startsWith("--") || !known.contains(name.substring(2))) {
                throw new Refused(2, "error: unexpected argument '" + name + "' found");
            }
            if (equals < 0 && i + 1 == arguments.length) {
                throw new Refused(2, "error: a value is required for '" + name + "' but none was supplied");
            }
            String value = equals < 0 ? arguments[++i] : argument.substring(equals + 1);
            name = name.substring(2);
            if (TRUE_OR_FALSE.contains(name) && !value.equals("true") && !value.equals("false")) {
                throw new Refused(2, "error: invalid value '" + value + "' for '--" + name + "'");
            }
            if (name.startsWith("storage.rocksdb.") && !value.matches("\\d+(kb|mb|gb)")) {
                throw new Refused(1, "invalid byte size for --" + name);
            }
            if (flags.given.put(name, value) != null) {
                throw new Refused(2, "error: the argument '--" + name + "' cannot be used multiple times");
            }
        }
        return flags;
    }

    /** The value of the first of these names that was given, or else this. */
    String get(String otherwise, String... names) {
        for (String name : names) {
            String value = given.get(name);
            if (value != null) {
                return value;
            }
        }
        return otherwise;
    }
}
