package io.graphstead.platform.configuration;

import java.util.Map;
import java.util.TreeMap;

/** The reference page of all settings, in Markdown. */
public final class SettingsPage {
    private SettingsPage() {}

    public static String of(SettingsCatalog catalog) {
        StringBuilder page = new StringBuilder("""
                # Settings

                A setting is given in a YAML file (`--config FILE`), in the environment or on the command line
                (`--set key=value`); the command line wins over the environment, the environment over the file. `--data DIR` is
                `server.data` and `--port N` is `server.port`. A key that does not exist stops the start.

                This page is made from the code by `./graphstead settings > docs/settings.md`; edit the code, not the page.
                """);
        Map<String, StringBuilder> sections = new TreeMap<>();
        for (Setting setting : catalog.all()) {
            String section = setting.key().substring(0, setting.key().lastIndexOf('.'));
            sections.computeIfAbsent(section, name -> new StringBuilder("\n## " + name + "\n"))
                    .append(entry(setting));
        }
        sections.values().forEach(page::append);
        return page.toString();
    }

    private static String entry(Setting setting) {
        String defaultValue = setting.defaultValue()
                .filter(value -> !value.isEmpty())
                .map(value -> "`" + value + "`")
                .orElse("none");
        return """

                ### `%s`
                %s

                - Allowed: %s
                - Default: %s
                - In the environment: `%s`
                """.formatted(
                        setting.key(),
                        setting.description(),
                        setting.allowed().words(),
                        defaultValue,
                        setting.environmentName());
    }
}
