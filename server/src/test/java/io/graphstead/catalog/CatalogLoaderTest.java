package io.graphstead.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogLoaderTest {
    private static final String SOUND = """
            releases:
              - {engine: neo4j, version: 5.26.30, edition: community, default: true}
            plans:
              - {id: ds1, memory: 1024, heap: 384, pageCache: 128, cpus: 0.5, storage: 5}
            machineTypes:
              - {id: c7g.large, provider: aws, cpus: 2, memory: 4096, regions: [eu-west-2], free: true}
            storageTypes:
              - {id: gp2, provider: aws}
            regions:
              - {id: eu-west-2, name: Europe, provider: aws}
            """;

    /** A sound catalogue, what is changed in it, and what is then said. */
    record Mistake(String what, String by, String said) {}

    static List<Mistake> mistakes() {
        return List.of(
                new Mistake(
                        "cpus: 0.5",
                        "cpus: many",
                        "line 4: cpus must be a number above 0, such as 0.5 or 2, not \"many\""),
                new Mistake("heap: 384, ", "", "line 4: heap is missing"),
                new Mistake(
                        "heap: 384", "heap: -1", "line 4: heap must be a whole number from 0 to 1048576, not \"-1\""),
                new Mistake(
                        "heap: 384",
                        "heap: 1000",
                        "line 4: memory of 1024 MB is less than heap and pageCache together (1128 MB)"),
                new Mistake(
                        "storage: 5",
                        "storge: 5",
                        "line 4: storge is not known here; known are cpus, extras, free, heap"),
                new Mistake("id: ds1", "id: \"d s\"", "line 4: id must be letters, digits"),
                new Mistake(
                        "id: ds1",
                        "id: c7g.large",
                        "line 6: id is there twice: size c7g.large stands in line 4 already"),
                new Mistake("id: ds1,", "id: ds1, id: ds2,", "line 4: id stands here twice, first in line 4"),
                new Mistake(
                        "version: 5.26.30",
                        "version: newest",
                        "line 2: version must be numbers between dots, such as 2026.08.1, not \"newest\""),
                new Mistake(
                        ", default: true",
                        "",
                        "line 2: releases must have exactly one of neo4j with \"default: true\", not 0"),
                new Mistake(
                        "default: true", "default: perhaps", "line 2: default must be true or false, not \"perhaps\""),
                new Mistake(
                        "id: gp2, provider: aws",
                        "id: gp2, provider: azure",
                        "line 8: provider \"azure\" has no region here; known are aws"),
                new Mistake(
                        "[eu-west-2]",
                        "[mars-1]",
                        "line 6: regions names \"mars-1\", which is no region of aws; known are eu-west-2"),
                new Mistake("[eu-west-2]", "eu-west-2", "line 6: regions must be a list"),
                new Mistake("storageTypes:", "storages:", "line 8: storages is not known here"),
                new Mistake("regions:\n", "regions: []\nunused:\n", "must name at least one region"),
                new Mistake(
                        "cpus: 2,", "cpus: 2, localMemory: 3,", "line 6: localMemory must be a whole number from 512"),
                new Mistake("plans:", "plans: [", "this is not YAML"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_refused_with_file_line_and_field(Mistake mistake) {
        assertThat(SOUND).as("the mistake is made in it").contains(mistake.what());
        assertThatThrownBy(() -> read(SOUND.replaceFirst(java.util.regex.Pattern.quote(mistake.what()), mistake.by())))
                .isInstanceOf(InvalidCatalog.class)
                .hasMessageContaining("my-catalog.yml")
                .hasMessageContaining(mistake.said());
    }

    @Test
    void all_mistakes_are_told_at_once() {
        String two = SOUND.replace("cpus: 0.5", "cpus: many").replace("id: gp2", "id: \"\"");
        assertThatThrownBy(() -> read(two)).hasMessageContaining("line 4: cpus").hasMessageContaining("line 8: id");
    }

    @Test
    void an_empty_file_is_refused() {
        assertThatThrownBy(() -> read("# nothing\n")).hasMessageContaining("the file is empty");
    }

    @Test
    void what_is_written_is_offered() {
        Catalog catalog = read(SOUND);
        Size plan = catalog.size("ds1").orElseThrow();
        assertThat(plan.kind()).isEqualTo(Size.Kind.PLAN);
        assertThat(plan.label()).isEqualTo("ds1");
        assertThat(plan.cpus()).isEqualTo(0.5);
        assertThat(plan.memory().heapMb()).isEqualTo(384);
        assertThat(catalog.defaultRelease("neo4j").orElseThrow().version().text())
                .isEqualTo("5.26.30");
    }

    @Test
    void graphstead_comes_with_three_releases_of_which_the_newest_is_the_default() {
        Catalog catalog = CatalogLoader.load(Optional.empty());
        assertThat(catalog.releasesOf("neo4j"))
                .extracting(release -> release.version().text())
                .containsExactly("4.4.16", "5.26.30", "2026.08.1");
        assertThat(catalog.defaultRelease("neo4j").orElseThrow().version().text())
                .isEqualTo("2026.08.1");
        assertThat(catalog.sizes(Size.Kind.PLAN)).extracting(Size::id).contains("ds1", "ds2", "ds3");
        assertThat(catalog.region("aws", "eu-west-1")).isPresent();
    }

    /** The table of the cloud's documentation: type, provider, processors, GB, free, regions. */
    @ParameterizedTest
    @CsvSource({
        "c2d-highcpu-2,  gcp, 2,  4,  true,  europe-west2 europe-west3 us-west4 us-east1",
        "c2d-highcpu-4,  gcp, 4,  8,  false, europe-west2 europe-west3 us-west4 us-east1",
        "c2d-highcpu-8,  gcp, 8,  16, false, europe-west2 europe-west3 us-west4 us-east1",
        "c2d-highcpu-16, gcp, 16, 32, false, europe-west2 europe-west3 us-west4 us-east1",
        "c7g.large,      aws, 2,  4,  true,  eu-west-2",
        "c7g.xlarge,     aws, 4,  8,  false, eu-west-2",
        "c7g.2xlarge,    aws, 8,  16, false, eu-west-2",
        "c7g.4xlarge,    aws, 16, 32, false, eu-west-2",
        "c8g.large,      aws, 2,  4,  true,  us-west-2 us-east-1 eu-central-1",
        "c8g.xlarge,     aws, 4,  8,  false, us-west-2 us-east-1 eu-central-1",
        "c8g.2xlarge,    aws, 8,  16, false, us-west-2 us-east-1 eu-central-1",
        "c8g.4xlarge,    aws, 16, 32, false, us-west-2 us-east-1 eu-central-1"
    })
    void machine_types_are_shown_as_their_cloud_has_them(
            String id, String provider, double cpus, long gigabytes, boolean free, String regions) {
        Catalog catalog = CatalogLoader.load(Optional.empty());
        Size type = catalog.size(id).orElseThrow();
        assertThat(type.kind()).isEqualTo(Size.Kind.MACHINE_TYPE);
        assertThat(type.provider()).contains(provider);
        assertThat(type.cpus()).isEqualTo(cpus);
        assertThat(type.shownMemoryMb()).isEqualTo(gigabytes * 1024);
        assertThat(type.free()).isEqualTo(free);
        assertThat(type.regions()).containsExactly(regions.split(" "));
        assertThat(type.regions())
                .allMatch(region -> catalog.region(provider, region).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        // type's memory, this machine's, ceiling here
        "4096,  64000, 1024",
        "8192,  64000, 2048",
        "32768, 64000, 8192",
        "32768, 8000,  4000",
        "4096,  1600,  800"
    })
    void a_machine_type_takes_a_quarter_of_its_memory_within_bounds(long type, long machine, long ceiling) {
        assertThat(MachineMemory.ceilingMb(type, machine)).isEqualTo(ceiling);
    }

    @ParameterizedTest
    @CsvSource({"512", "800", "1024", "2048", "4096", "8192", "65536"})
    void heap_and_page_cache_leave_room_below_every_ceiling(long ceiling) {
        var memory = MachineMemory.divide(ceiling);
        assertThat(memory.heapMb()).isPositive();
        assertThat(memory.pageCacheMb()).isPositive();
        assertThat(memory.heapMb() + memory.pageCacheMb() + 250).isLessThanOrEqualTo(ceiling);
    }

    @Test
    void an_operators_file_replaces_all_of_it(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yml"), SOUND);
        Map<String, Object> settings = Map.of("graphstead.catalog.file", file.toString());
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            assertThat(context.getBean(CatalogSettings.class).file()).contains(file);
            assertThat(context.getBean(Catalog.class).releases()).hasSize(1);
        }
    }

    @Test
    void without_a_setting_it_is_the_one_that_graphstead_comes_with() {
        try (ApplicationContext context = ApplicationContext.run()) {
            assertThat(context.getBean(CatalogSettings.class).file()).isEmpty();
            assertThat(context.getBean(Catalog.class).releases()).hasSize(6);
        }
    }

    @Test
    void a_file_that_is_not_there_is_named(@TempDir Path folder) {
        assertThatThrownBy(() -> CatalogLoader.load(Optional.of(folder.resolve("none.yml"))))
                .isInstanceOf(InvalidCatalog.class)
                .hasMessageContaining("none.yml")
                .hasMessageContaining("cannot be read");
    }

    private static Catalog read(String content) {
        return CatalogLoader.read("my-catalog.yml", new StringReader(content), 24_000);
    }
}
