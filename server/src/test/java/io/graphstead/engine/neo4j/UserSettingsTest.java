package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.engine.InvalidSetting;
import io.graphstead.engine.Version;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserSettingsTest {
    private static final Version OLD = new Version("4.4.16");
    private static final Version NEW = new Version("2026.08.1");

    private final Neo4jEngine engine = new Neo4jEngine();

    @ParameterizedTest
    @CsvSource({
        "4.4.16,    dbms.transaction.timeout,               30s,      dbms.transaction.timeout",
        "5.26.30,   dbms.transaction.timeout,               30s,      db.transaction.timeout",
        "2026.08.1, dbms.transaction.timeout,               30s,      db.transaction.timeout",
        "2026.08.1, db.transaction.timeout,                 30s,      db.transaction.timeout",
        "2026.08.1, cypher.planner,                         cost,     dbms.cypher.planner",
        "2026.08.1, dbms.memory.transaction.global_max_size, 1g,      dbms.memory.transaction.total.max",
        "2026.08.1, dbms.security.procedures.whitelist,     apoc.*,   dbms.security.procedures.allowlist",
        "2026.08.1, db.query.default_language,              CYPHER_25, db.query.default_language",
        "4.4.16,    cypher.default_language_version,        4.3,      cypher.default_language_version",
        "2026.08.1, dbms.query_cache_size,                  100,      server.memory.query_cache.per_db_cache_num_entries"
    })
    void what_users_set_is_written_under_the_name_of_the_release(
            Version version, String key, String value, String written) {
        Map<String, String> settings = Map.of(key, value);
        assertThat(engine.invalid(version, settings)).isEmpty();
        assertThat(UserSettings.translated(version, settings)).containsOnlyKeys(written);
    }

    @ParameterizedTest
    @CsvSource({
        "2026.08.1, db.transaction.timeuot, the nearest one that can is db.transaction.timeout",
        "2026.08.1, server.jvm.additional, is no setting that can be set here",
        "2026.08.1, dbms.security.auth_enabled, is no setting that can be set here",
        "2026.08.1, server.directories.import, is no setting that can be set here",
        "2026.08.1, db.logs.query.early_raw_logging_enabled, is no setting that can be set here",
        "4.4.16, db.transaction.timeout, is called dbms.transaction.timeout in Neo4j 4.4.16",
        "2026.08.1, cypher.default_language_version, is no setting of Neo4j 2026.08.1; leave it out",
        "5.26.30, db.query.default_language, is no setting of Neo4j 5.26.30; leave it out"
    })
    void a_key_that_is_not_on_the_list_is_refused_with_what_to_do(Version version, String key, String words) {
        assertThat(engine.invalid(version, Map.of(key, "true"))).hasValueSatisfying(invalid -> {
            assertThat(invalid.key()).isEqualTo(key);
            assertThat(invalid.words()).contains(key).contains(words);
        });
    }

    @Test
    void a_key_of_look_alikes_or_control_characters_is_shown_as_what_it_is() {
        // Cyrillic d and b
        String key = "\u0501\u042c.transaction.timeout\n\u0000" + "x".repeat(500);
        assertThat(engine.invalid(NEW, Map.of(key, "30s"))).hasValueSatisfying(invalid -> assertThat(invalid.words())
                .contains("\\u0501\\u042c.transaction.timeout\\u000a\\u0000x")
                .contains("db.transaction.timeout")
                .hasSizeLessThan(300));
    }

    @Test
    void two_names_of_one_setting_are_refused() {
        assertThat(engine.invalid(NEW, Map.of("dbms.transaction.timeout", "1s", "db.transaction.timeout", "2s")))
                .map(InvalidSetting::words)
                .hasValue("dbms.transaction.timeout and db.transaction.timeout are the same setting in Neo4j 2026.08.1;"
                        + " keep one of them");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "db.transaction.timeout | -1s",
                "db.transaction.timeout | 31d",
                "db.transaction.timeout | 30 s",
                "db.transaction.timeout | 999999999999d",
                "db.transaction.timeout | soon",
                "db.transaction.timeout | ''",
                "db.transaction.timeout | $(id)",
                "db.transaction.bookmark_ready_timeout | 999ms",
                "db.transaction.concurrent.maximum | 1e3",
                "db.transaction.concurrent.maximum | 100001",
                "db.transaction.concurrent.maximum | ١٠",
                "db.memory.transaction.max | 1023k",
                "db.memory.transaction.max | 2000g",
                "db.tx_log.rotation.size | 1",
                "db.tx_log.rotation.retention_policy | 2 weeks",
                "db.logs.query.enabled | ON",
                "db.logs.query.parameter_logging_enabled | yes",
                "dbms.cypher.statistics_divergence_threshold | 1.1",
                "db.temporal.timezone | Europe/Atlantis",
                "db.temporal.timezone | +25:00",
                "dbms.security.procedures.unrestricted | *",
                "dbms.security.procedures.unrestricted | apoc.*,*",
                "dbms.security.procedures.unrestricted | ap*",
                "dbms.security.procedures.unrestricted | *.*",
                "dbms.security.procedures.unrestricted | ??.*",
                "dbms.security.procedures.allowlist | apoc.*;gds.*",
                "dbms.security.procedures.allowlist | ''"
            })
    void a_value_of_the_wrong_kind_is_refused_with_what_would_be_right(String key, String value) {
        assertThat(engine.invalid(NEW, Map.of(key, value))).hasValueSatisfying(invalid -> {
            assertThat(invalid.key()).isEqualTo(key);
            assertThat(invalid.words()).startsWith(key).contains("must be");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"30s\nserver.jvm.additional=-XX:X", "30s\r", "\u00a030s", "30\uff53", "30s\\", "30s\u0000"})
    void no_value_can_carry_a_second_line(String value) {
        for (Version version : List.of(OLD, NEW)) {
            for (UserSetting setting : UserSettings.of(version)) {
                String key = setting.nameIn(version).orElseThrow();
                assertThat(UserSettings.invalid(version, Map.of(key, value))).as(key).isPresent();
            }
        }
    }

    @Test
    void a_long_value_is_refused_by_its_length() {
        String many = "apoc.coll.*,".repeat(100) + "apoc.map.*";
        assertThat(engine.invalid(NEW, Map.of("dbms.security.procedures.allowlist", many)))
                .map(InvalidSetting::words)
                .hasValueSatisfying(words -> assertThat(words).contains("1210 characters").contains("at most 1024"));
    }

    @Test
    void every_setting_is_called_by_one_name_in_each_release() {
        for (String version : List.of("4.4.16", "5.0.0", "5.26.30", "2025.01.0", "2026.08.1")) {
            Set<String> names = new HashSet<>();
            for (UserSetting setting : UserSettings.of(new Version(version))) {
                String name = setting.nameIn(new Version(version)).orElseThrow();
                assertThat(names.add(name)).as(name + " in " + version).isTrue();
                assertThat(UserSettings.find(new Version(version), name)).isEqualTo(Optional.of(setting));
            }
            assertThat(names).hasSizeGreaterThan(35);
        }
    }
}
