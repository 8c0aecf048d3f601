package io.graphstead.runtime.process.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.runtime.JavaNeed;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaHomesTest {
    @TempDir
    Path root;

    @Test
    void javas_are_found_wherever_systems_put_them_and_each_once() throws IOException {
        Path debian = java("usr/lib/jvm/java-17-openjdk", "17.0.15");
        Files.createSymbolicLink(root.resolve("usr/lib/jvm/java-1.17.0"), debian);
        java("opt/jdk-21", "21.0.2");
        Path named = java("home/somewhere", "26");
        Path extra = java("elsewhere/jdk", "21.0.9");
        Path onPath = java("tools/jdk", "24.0.1");
        Files.createDirectories(root.resolve("usr/lib/jvm/empty"));
        java("usr/lib/jvm/java-8", "1.8.0_292");

        var homes = new JavaHomes(
                List.of(extra),
                Map.of("JAVA_HOME", named.toString(), "PATH", "/nowhere:" + onPath.resolve("bin")),
                root);

        assertThat(homes.found())
                .filteredOn(java -> java.home().startsWith(root))
                .extracting(JavaHome::feature)
                .containsExactly(26, 24, 21, 21, 17);
        assertThat(homes.found())
                .as("the Java that we run on")
                .anyMatch(java -> java.feature() == Runtime.version().feature());
    }

    @Test
    void the_newest_with_long_term_support_that_fits_is_chosen() throws IOException {
        java("usr/lib/jvm/17", "17.0.15");
        java("usr/lib/jvm/21-older", "21.0.2");
        java("usr/lib/jvm/21", "21.0.9");
        java("usr/lib/jvm/24", "24.0.1");
        var homes = new JavaHomes(List.of(), Map.of(), root);

        assertThat(best(homes, 17, 17)).hasValue("17");
        assertThat(best(homes, 17, 24))
                .as("a release between the long-term ones comes after them")
                .hasValue("21");
        assertThat(best(homes, 22, 24)).hasValue("24");
        assertThat(best(homes, 11, 16)).isEmpty();
    }

    @Test
    void a_folder_that_only_looks_like_a_java_is_not_chosen() throws IOException {
        Path home = java("usr/lib/jvm/17", "17.0.15");
        Files.delete(home.resolve("bin/java"));
        java("usr/lib/jvm/odd", "seventeen");
        assertThat(best(new JavaHomes(List.of(), Map.of(), root), 17, 17)).isEmpty();
    }

    @Test
    void without_one_that_fits_it_says_what_is_there_and_what_to_install() throws IOException {
        Path home = java("opt/jdk-12", "12.0.2");
        assertThat(new JavaHomes(List.of(), Map.of(), root).remedy(new JavaNeed(17, 17)))
                .startsWith("Java 17 is needed and not installed here (found: ")
                .contains("Java 12 in " + home.toRealPath(), "openjdk-17-jre-headless", "engines.java-homes");
    }

    @Test
    void settings_are_empty_by_default_and_each_can_be_set() {
        try (ApplicationContext context = ApplicationContext.run()) {
            assertThat(context.getBean(EngineSettings.class)).isEqualTo(EngineSettings.defaults());
        }
        Map<String, Object> set = Map.of(
                "graphstead.engines.java-homes", "/a,/b",
                "graphstead.engines.maven-settings", "/m/settings.xml",
                "graphstead.engines.maven-repository", "/m/repository");
        try (ApplicationContext context = ApplicationContext.run(set)) {
            assertThat(context.getBean(EngineSettings.class))
                    .isEqualTo(new EngineSettings(
                            Optional.of(List.of(Path.of("/a"), Path.of("/b"))),
                            Optional.of(Path.of("/m/settings.xml")),
                            Optional.of(Path.of("/m/repository"))));
        }
    }

    private Optional<String> best(JavaHomes homes, int least, int most) {
        return homes.best(new JavaNeed(least, most))
                .map(java -> java.home().getFileName().toString());
    }

    private Path java(String folder, String version) throws IOException {
        Path home = Files.createDirectories(root.resolve(folder));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path launcher = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(launcher, "#!/bin/sh\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        return home;
    }
}
