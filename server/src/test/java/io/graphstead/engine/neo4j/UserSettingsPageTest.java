package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.engine.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keeps the page of the settings that users may set equal to the code. */
class UserSettingsPageTest {
    private static final List<Version> VERSIONS =
            List.of(new Version("4.4.16"), new Version("5.26.30"), new Version("2026.08.1"));

    @Test
    void the_page_says_what_the_code_says() throws Exception {
        Path made = Files.createDirectories(Path.of("target")).resolve("neo4j-settings.md");
        Files.writeString(made, page());
        assertThat(Path.of("../docs/neo4j-settings.md"))
                .as("copy " + made.toAbsolutePath() + " over it")
                .hasContent(page());
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Settings of Neo4j that users may set

                By `PUT …/settings/config`, and no others. Where a setting has two names, the one before 5.0 is accepted on
                newer releases and applied under the new one. Neo4j's Community Edition takes the settings of the query log
                and writes no queries. Unrestricted procedures must be named: `*` alone would trust every plugin that is
                ever uploaded.

                | 4.4 | 5.26 | 2026.08 | It must be |
                |---|---|---|---|
                """);
        Map<List<String>, String> rows = new LinkedHashMap<>();
        for (Version version : VERSIONS) {
            for (UserSetting setting : UserSettings.of(version)) {
                rows.putIfAbsent(
                        VERSIONS.stream()
                                .map(each -> setting.nameIn(each)
                                        .filter(name -> UserSettings.find(each, name)
                                                .filter(setting::equals)
                                                .isPresent())
                                        .map(name -> "`" + name + "`")
                                        .orElse(""))
                                .toList(),
                        setting.value().allowed());
            }
        }
        rows.forEach((names, allowed) -> page.append("| ")
                .append(String.join(" | ", names))
                .append(" | ")
                .append(allowed)
                .append(" |\n"));
        return page.toString();
    }
}
