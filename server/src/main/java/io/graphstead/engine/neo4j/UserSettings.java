package io.graphstead.engine.neo4j;

import static io.graphstead.engine.neo4j.SettingValue.bytes;
import static io.graphstead.engine.neo4j.SettingValue.duration;
import static io.graphstead.engine.neo4j.SettingValue.flag;
import static io.graphstead.engine.neo4j.SettingValue.limitOfBytes;
import static io.graphstead.engine.neo4j.SettingValue.oneOf;
import static io.graphstead.engine.neo4j.SettingValue.procedures;
import static io.graphstead.engine.neo4j.SettingValue.retention;
import static io.graphstead.engine.neo4j.SettingValue.retentionOrSize;
import static io.graphstead.engine.neo4j.SettingValue.share;
import static io.graphstead.engine.neo4j.SettingValue.timeZone;
import static io.graphstead.engine.neo4j.SettingValue.trustedProcedures;
import static io.graphstead.engine.neo4j.SettingValue.whole;

import io.graphstead.engine.InvalidSetting;
import io.graphstead.engine.Version;
import io.graphstead.platform.configuration.Spelling;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings that users may set, the only ones: nothing here opens a port, a file or a process, changes who may sign in,
 * or takes memory that was not reserved. Pure.
 */
final class UserSettings {
    private static final String EVER = "999999";
    private static final int LONGEST_VALUE = 1024;
    private static final int LONGEST_SHOWN = 80;

    private static final Duration NONE = Duration.ZERO;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);

    /** A stop that waits longer is ended by force. */
    private static final Duration BEFORE_GRACE_ENDS = Duration.ofSeconds(60);

    private static final List<UserSetting> ALL = List.of(
            // Time-outs and limits of transactions and locks
            both("dbms.transaction.timeout", "db.transaction.timeout", duration(NONE, MONTH)),
            both("dbms.lock.acquisition.timeout", "db.lock.acquisition.timeout", duration(NONE, MONTH)),
            both("dbms.transaction.concurrent.maximum", "db.transaction.concurrent.maximum", whole(0, 100_000)),
            both(
                    "dbms.transaction.monitor.check.interval",
                    "db.transaction.monitor.check.interval",
                    duration(Duration.ofMillis(100), DAY)),
            both(
                    "dbms.transaction.bookmark_ready_timeout",
                    "db.transaction.bookmark_ready_timeout",
                    duration(Duration.ofSeconds(1), DAY)),
            both(
                    "dbms.shutdown_transaction_end_timeout",
                    "db.shutdown_transaction_end_timeout",
                    duration(NONE, BEFORE_GRACE_ENDS)),
            both(
                    "dbms.rest.transaction.idle_timeout",
                    "server.http.transaction_idle_timeout",
                    duration(Duration.ofSeconds(1), DAY)),
            both(
                    "dbms.transaction.tracing.level",
                    "db.transaction.tracing.level",
                    oneOf("DISABLED", "SAMPLE", "ALL")),
            both("dbms.transaction.sampling.percentage", "db.transaction.sampling.percentage", whole(1, 100)),
            // Memory of transactions, within the heap
            both("dbms.memory.transaction.max_size", "db.memory.transaction.max", limitOfBytes(1)),
            both("dbms.memory.transaction.database_max_size", "db.memory.transaction.total.max", limitOfBytes(10)),
            both("dbms.memory.transaction.global_max_size", "dbms.memory.transaction.total.max", limitOfBytes(10)),
            // The query log; never its raw form, which holds passwords
            both("dbms.logs.query.enabled", "db.logs.query.enabled", oneOf("OFF", "INFO", "VERBOSE")),
            both("dbms.logs.query.threshold", "db.logs.query.threshold", duration(NONE, MONTH)),
            both("dbms.logs.query.parameter_logging_enabled", "db.logs.query.parameter_logging_enabled", flag()),
            both(
                    "dbms.logs.query.max_parameter_length",
                    "db.logs.query.max_parameter_length",
                    whole(0, Integer.MAX_VALUE)),
            both("dbms.logs.query.obfuscate_literals", "db.logs.query.obfuscate_literals", flag()),
            both("dbms.logs.query.plan_description_enabled", "db.logs.query.plan_description_enabled", flag()),
            both(
                    "dbms.logs.query.transaction.enabled",
                    "db.logs.query.transaction.enabled",
                    oneOf("OFF", "INFO", "VERBOSE")),
            both("dbms.logs.query.transaction.threshold", "db.logs.query.transaction.threshold", duration(NONE, MONTH)),
            both("dbms.track_query_cpu_time", "db.track_query_cpu_time", flag()),
            // Transaction logs and checkpoints
            old(retention(), "dbms.tx_log.rotation.retention_policy"),
            both(
                    "dbms.tx_log.rotation.retention_policy",
                    "db.tx_log.rotation.retention_policy",
                    retentionOrSize()),
            both("dbms.tx_log.rotation.size", "db.tx_log.rotation.size", bytes(128 << 10)),
            both(
                    "dbms.checkpoint.interval.time",
                    "db.checkpoint.interval.time",
                    duration(Duration.ofSeconds(1), DAY)),
            both("dbms.checkpoint.interval.tx", "db.checkpoint.interval.tx", whole(1, 1_000_000_000)),
            both("dbms.checkpoint.interval.volume", "db.checkpoint.interval.volume", bytes(1 << 20)),
            // Procedures
            setting(
                    List.of("dbms.security.procedures.allowlist", "dbms.security.procedures.whitelist"),
                    Optional.of("dbms.security.procedures.allowlist"),
                    "5.0",
                    EVER,
                    procedures()),
            both(
                    "dbms.security.procedures.unrestricted",
                    "dbms.security.procedures.unrestricted",
                    trustedProcedures()),
            // Cypher: language, planner, time zone
            old(oneOf("default", "3.5", "4.3", "4.4"), "cypher.default_language_version"),
            since("2025.06", "db.query.default_language", oneOf("CYPHER_5", "CYPHER_25")),
            both("cypher.planner", "dbms.cypher.planner", oneOf("DEFAULT", "COST")),
            both("cypher.hints_error", "dbms.cypher.hints_error", flag()),
            both("cypher.min_replan_interval", "dbms.cypher.min_replan_interval", duration(NONE, MONTH)),
            both("cypher.statistics_divergence_threshold", "dbms.cypher.statistics_divergence_threshold", share()),
            both("cypher.forbid_exhaustive_shortestpath", "dbms.cypher.forbid_exhaustive_shortestpath", flag()),
            both("cypher.forbid_shortestpath_common_nodes", "dbms.cypher.forbid_shortestpath_common_nodes", flag()),
            both("cypher.lenient_create_relationship", "dbms.cypher.lenient_create_relationship", flag()),
            since("5.26", "dbms.cypher.infer_schema_parts", oneOf("MOST_SELECTIVE_LABEL", "OFF")),
            since("5.26", "dbms.cypher.render_plan_description", flag()),
            setting(
                    List.of("dbms.query_cache_size", "server.db.query_cache_size"),
                    Optional.of("server.memory.query_cache.per_db_cache_num_entries"),
                    "5.26",
                    EVER,
                    whole(0, 10_000)),
            both("db.temporal.timezone", "db.temporal.timezone", timeZone()),
            // Indexes and imports
            both("dbms.index_sampling.background_enabled", "db.index_sampling.background_enabled", flag()),
            both(
                    "dbms.index_sampling.sample_size_limit",
                    "db.index_sampling.sample_size_limit",
                    whole(1_048_576, Integer.MAX_VALUE)),
            both("dbms.index_sampling.update_percentage", "db.index_sampling.update_percentage", whole(0, 10_000)),
            both("dbms.import.csv.legacy_quote_escaping", "db.import.csv.legacy_quote_escaping", flag()),
            both("dbms.import.csv.buffer_size", "db.import.csv.buffer_size", whole(1024, 64L << 20)));

    private UserSettings() {}

    private static UserSetting both(String oldName, String name, SettingValue value) {
        return setting(List.of(oldName), Optional.of(name), "5.0", EVER, value);
    }

    private static UserSetting since(String since, String name, SettingValue value) {
        return setting(List.of(), Optional.of(name), since, EVER, value);
    }

    private static UserSetting old(SettingValue value, String... names) {
        return setting(List.of(names), Optional.empty(), EVER, EVER, value);
    }

    private static UserSetting setting(
            List<String> oldNames, Optional<String> name, String since, String before, SettingValue value) {
        return new UserSetting(oldNames, name, new Version(since), new Version(before), value);
    }

    static List<UserSetting> of(Version version) {
        return ALL.stream()
                .filter(setting -> setting.nameIn(version)
                        .flatMap(name -> find(version, name))
                        .filter(setting::equals)
                        .isPresent())
                .toList();
    }

    static Optional<InvalidSetting> invalid(Version version, Map<String, String> settings) {
        Map<UserSetting, String> seen = new HashMap<>();
        for (Map.Entry<String, String> one : new TreeMap<>(settings).entrySet()) {
            String key = one.getKey();
            Optional<UserSetting> setting = find(version, key);
            if (setting.isEmpty()) {
                return Optional.of(new InvalidSetting(key, unknown(version, key)));
            }
            if (one.getValue().length() > LONGEST_VALUE) {
                return Optional.of(new InvalidSetting(
                        key, key + " is " + one.getValue().length() + " characters long; at most " + LONGEST_VALUE
                                + " are taken"));
            }
            SettingValue value = setting.get().value();
            if (value.read().apply(one.getValue()).isEmpty()) {
                return Optional.of(new InvalidSetting(
                        key, key + " cannot be \"" + shown(one.getValue()) + "\"; it must be " + value.allowed()));
            }
            String other = seen.put(setting.get(), key);
            if (other != null) {
                return Optional.of(new InvalidSetting(
                        key, key + " and " + other + " are the same setting in Neo4j " + version + "; keep one of them"));
            }
        }
        return Optional.empty();
    }

    /**
     * By the names of the release, with values as its file takes them.
     *
     * @throws IllegalArgumentException for settings that {@link #invalid} has something against
     */
    static Map<String, String> translated(Version version, Map<String, String> settings) {
        invalid(version, settings).ifPresent(invalid -> {
            throw new IllegalArgumentException(invalid.words());
        });
        Map<String, String> translated = new LinkedHashMap<>();
        new TreeMap<>(settings).forEach((key, value) -> find(version, key).ifPresent(setting -> translated.put(
                setting.nameIn(version).orElse(key), setting.value().read().apply(value).orElse(value))));
        return translated;
    }

    /** What users wrote, by the name that a release knows it under. */
    static Map<String, String> namesWritten(Version version, Set<String> keys) {
        Map<String, String> written = new HashMap<>();
        keys.forEach(key -> find(version, key).flatMap(setting -> setting.nameIn(version)).ifPresent(name -> written.put(name, key)));
        return written;
    }

    static Optional<UserSetting> find(Version version, String key) {
        return ALL.stream().filter(setting -> setting.isMeantBy(key, version)).findFirst();
    }

    private static String unknown(Version version, String key) {
        Optional<String> called = ALL.stream()
                .filter(setting -> setting.isEverCalled(key))
                .flatMap(setting -> setting.nameIn(version).stream())
                .findFirst();
        if (called.isPresent()) {
            return key + " is called " + called.get() + " in Neo4j " + version;
        }
        if (ALL.stream().anyMatch(setting -> setting.isEverCalled(key))) {
            return key + " is no setting of Neo4j " + version + "; leave it out";
        }
        List<String> known = of(version).stream()
                .flatMap(setting -> setting.nameIn(version).stream())
                .toList();
        String shown = shown(key);
        return "\"" + shown + "\" is no setting that can be set here; the nearest one that can is "
                + Spelling.nearest(shown, known);
    }

    /** As it may stand in a message: printable ASCII, so that a look-alike is seen for what it is. */
    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(LONGEST_SHOWN)
                .forEach(c -> shown.append(c >= ' ' && c <= '~' ? Character.toString(c) : String.format("\\u%04x", c)));
        return text.codePointCount(0, text.length()) > LONGEST_SHOWN ? shown + "…" : shown.toString();
    }
}
