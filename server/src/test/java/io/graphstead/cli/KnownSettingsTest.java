package io.graphstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.platform.configuration.SettingsPage;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.ConfigurationReader;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {
    @Test
    void every_settings_record_is_listed() {
        try (ApplicationContext beans = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .build()) {
            beans.start();
            List<Class<?>> records =
                    beans.getBeanDefinitions(Qualifiers.byStereotype(ConfigurationReader.class)).stream()
                            .filter(definition -> definition
                                    .stringValue(ConfigurationReader.class, "prefix")
                                    .orElse("")
                                    .startsWith("graphstead."))
                            .<Class<?>>map(BeanDefinition::getBeanType)
                            .filter(type -> !type.isMemberClass())
                            .toList();
            assertThat(records).isNotEmpty();
            assertThat(KnownSettings.CATALOG.records())
                    .as("the records that KnownSettings lists")
                    .containsExactlyInAnyOrderElementsOf(records.stream()
                            .map(type -> type.asSubclass(Record.class))
                            .toList());
        }
    }

    @Test
    void the_reference_page_is_what_the_code_says() throws IOException {
        Path page = Path.of("..", "docs", "settings.md");
        assertThat(Files.readString(page))
                .as("docs/settings.md; write it anew with: ./graphstead settings > docs/settings.md")
                .isEqualTo(SettingsPage.of(KnownSettings.CATALOG));
    }
}
