package io.graphstead.platform.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.platform.CannotStart;
import io.graphstead.platform.configuration.SettingsReader.Flag;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @ConfigurationProperties("graphstead.garden")
    record GardenSettings(
            @Bindable(defaultValue = "3") @Min(0) @Max(100) @Describe("How many trees.")
            int treeCount,

            @Bindable(defaultValue = "15m") @Describe("How long it is watered.")
            Duration watering,

            @Bindable(defaultValue = "false") @Describe("Whether it has a fence.")
            boolean fenced,

            @Bindable(defaultValue = "") @Describe("Who may come in.")
            List<String> guests,

            @Bindable(defaultValue = "rose") @Describe("What blooms.")
            Flower flower,

            @Describe("Where the shed is.") Optional<Path> shed,
            @Describe("Opens the gate.") Optional<String> gatePassword) {
        GardenSettings {
            if (watering.isZero()) {
                throw new IllegalArgumentException("garden.watering must be longer than nothing");
            }
        }
    }

    enum Flower {
        ROSE,
        LILY
    }

    private final SettingsCatalog catalog = new SettingsCatalog(List.of(GardenSettings.class));

    @TempDir
    private Path folder;

    private Settings read(Optional<Path> file, Map<String, String> environment, Flag... flags) {
        return new SettingsReader(catalog, Set.of("GRAPHSTEAD_URL")).read(file, environment, Arrays.asList(flags));
    }

    private GardenSettings garden(Flag... flags) {
        return read(Optional.empty(), Map.of(), flags).bind(GardenSettings.class);
    }

    private AbstractThrowableAssert<?, ?> assertRefused(String yaml) throws IOException {
        Path file = file(yaml);
        return assertThatThrownBy(() -> read(Optional.of(file), Map.of())).isInstanceOf(CannotStart.class);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("graphstead.yml"), yaml);
    }

    @Test
    void without_any_setting_the_defaults_hold() {
        assertThat(garden())
                .isEqualTo(new GardenSettings(
                        3,
                        Duration.ofMinutes(15),
                        false,
                        List.of(""),
                        Flower.ROSE,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void every_key_can_be_set() throws IOException {
        Path file = file("""
                garden:
                  tree-count: 7
                  watering: 30s
                  fenced: true
                  guests: [anna, bert]
                  flower: lily
                garden.shed: /srv/shed
                garden.gate-password: 0123
                """);
        assertThat(read(Optional.of(file), Map.of()).bind(GardenSettings.class))
                .isEqualTo(new GardenSettings(
                        7,
                        Duration.ofSeconds(30),
                        true,
                        List.of("anna", "bert"),
                        Flower.LILY,
                        Optional.of(Path.of("/srv/shed")),
                        Optional.of("0123")));
    }

    @Test
    void a_flag_wins_over_the_environment_and_the_environment_over_the_file() throws IOException {
        Path file = file("garden: {tree-count: 1, watering: 1m, fenced: true}");
        Map<String, String> environment =
                Map.of("GRAPHSTEAD_GARDEN_TREE_COUNT", "2", "GRAPHSTEAD_GARDEN_WATERING", "2m");
        GardenSettings garden = read(Optional.of(file), environment, new Flag("garden.tree-count", "3", "--trees"))
                .bind(GardenSettings.class);
        assertThat(garden.treeCount()).isEqualTo(3);
        assertThat(garden.watering()).isEqualTo(Duration.ofMinutes(2));
        assertThat(garden.fenced()).isTrue();
    }

    @Test
    void a_list_is_separated_by_commas_outside_of_files() {
        assertThat(garden(Flag.set("garden.guests=anna,bert")).guests()).containsExactly("anna", "bert");
    }

    @Test
    void the_framework_sees_the_same_values_under_its_own_keys() {
        Settings settings = read(Optional.empty(), Map.of(), Flag.set("garden.tree-count=9"));
        assertThat(settings.asPropertySource().get("graphstead.garden.tree-count"))
                .isEqualTo("9");
    }

    @Test
    void an_unknown_key_in_the_file_is_told_with_its_line_and_the_nearest_known_one() throws IOException {
        assertRefused("garden:\n  fenced: true\n  tree-cuont: 4\n")
                .hasMessageContaining("no setting garden.tree-cuont (line 3 of ")
                .hasMessageContaining("did you mean garden.tree-count?");
    }

    @Test
    void a_key_with_the_prefix_of_the_framework_is_told_without_it() throws IOException {
        assertRefused("graphstead.garden.fenced: true").hasMessageContaining("did you mean garden.fenced?");
    }

    @Test
    void an_unknown_name_in_the_environment_is_told_with_the_nearest_known_one() {
        assertThatThrownBy(() -> read(Optional.empty(), Map.of("GRAPHSTEAD_GARDEN_FENCE", "true")))
                .hasMessageContaining("no setting GRAPHSTEAD_GARDEN_FENCE (in the environment)")
                .hasMessageContaining("did you mean GRAPHSTEAD_GARDEN_FENCED?");
    }

    @Test
    void an_unknown_key_in_a_flag_is_told_with_the_nearest_known_one() {
        assertThatThrownBy(() -> garden(Flag.set("gardn.flower=lily")))
                .hasMessage("there is no setting gardn.flower (--set gardn.flower); did you mean garden.flower?");
    }

    @Test
    void names_in_the_environment_that_belong_to_clients_are_no_settings() {
        assertThat(read(Optional.empty(), Map.of("GRAPHSTEAD_URL", "https://localhost", "PATH", "/bin")))
                .isNotNull();
    }

    @Test
    void a_bad_value_is_told_with_key_value_source_and_what_is_allowed() {
        assertThatThrownBy(() -> garden(Flag.set("garden.tree-count=many")))
                .hasMessage("garden.tree-count cannot be \"many\", given by --set garden.tree-count;"
                        + " allowed is a whole number, at least 0, at most 100");
        assertThatThrownBy(() -> garden(Flag.set("garden.watering=soon")))
                .hasMessageContaining("allowed is a duration such as 30s, 15m, 12h or 7d");
        assertThatThrownBy(() -> garden(Flag.set("garden.flower=oak")))
                .hasMessageContaining("allowed is one of rose, lily");
    }

    @Test
    void a_number_out_of_its_bounds_is_refused() {
        assertThatThrownBy(() -> garden(Flag.set("garden.tree-count=101"))).hasMessageContaining("at most 100");
        assertThatThrownBy(() -> garden(Flag.set("garden.tree-count=-1"))).hasMessageContaining("at least 0");
    }

    @Test
    void only_true_and_false_are_taken_for_true_and_false() {
        assertThat(garden(Flag.set("garden.fenced=True")).fenced()).isTrue();
        assertThatThrownBy(() -> garden(Flag.set("garden.fenced=yse"))).hasMessageContaining("true or false");
    }

    @Test
    void what_a_record_itself_refuses_is_told_with_who_gave_it() {
        assertThatThrownBy(() -> garden(Flag.set("garden.watering=0s")))
                .hasMessage("garden.watering must be longer than nothing (garden.watering is \"0s\" by"
                        + " --set garden.watering)");
    }

    @Test
    void a_secret_is_not_shown_when_another_value_beside_it_is_wrong() {
        assertThatThrownBy(() -> garden(Flag.set("garden.watering=0s"), Flag.set("garden.gate-password=sesame")))
                .hasMessageContaining("garden.gate-password is the secret that was given")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void all_that_is_wrong_is_told_at_once() {
        assertThatThrownBy(() -> garden(Flag.set("garden.a=1"), Flag.set("garden.b=2")))
                .hasMessageContaining("garden.a")
                .hasMessageContaining("garden.b");
    }

    @Test
    void files_that_cannot_be_understood_are_told_with_the_place() throws IOException {
        assertRefused("garden:\n  fenced: [true\n").hasMessageContaining("not valid YAML at line");
        assertRefused("garden:\n  fenced: true\n  fenced: false\n").hasMessageContaining("stands twice: line 2 of");
        assertRefused("garden:\n  fenced:\n").hasMessageContaining("garden.fenced has no value (line 2 of");
        assertRefused("garden:\n  guests: [{a: b}]\n").hasMessageContaining("may only hold single values");
        assertRefused("just words").hasMessageContaining("must hold lines like");
    }

    @Test
    void an_empty_file_sets_nothing() throws IOException {
        assertThat(read(Optional.of(file("# nothing yet\n")), Map.of()).bind(GardenSettings.class))
                .isEqualTo(garden());
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        assertThatThrownBy(() -> read(Optional.of(folder.resolve("none.yml")), Map.of()))
                .hasMessageContaining("there is no settings file")
                .hasMessageContaining("none.yml");
    }

    @Test
    void an_assignment_without_a_key_is_told() {
        assertThatThrownBy(() -> Flag.set("=5")).hasMessageContaining("--set takes key=value");
        assertThatThrownBy(() -> Flag.set("garden.fenced")).hasMessageContaining("--set takes key=value");
    }

    @Test
    void swapped_letters_are_one_mistake() {
        assertThat(Spelling.distance("tree-cuont", "tree-count")).isEqualTo(1);
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    }
}
