package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.engine.Culprit;
import io.graphstead.engine.Memory;
import io.graphstead.engine.ServerSpec;
import io.graphstead.engine.Version;
import io.graphstead.runtime.Attachment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real servers said before they ended, in the resources beside this: recorded, not made up. */
class CulpritsTest {
    private static final Attachment INNOCENT = jar("innocent.jar", "com/example/Fine", 61);

    private final Neo4jEngine engine = new Neo4jEngine();

    @ParameterizedTest
    @CsvSource({
        "4.4.16,    America/Coyhaique, db.temporal.timezone",
        "5.26.30,   10s,               db.transaction.timeout",
        "5.26.30,   10s,               dbms.transaction.timeout",
        "2026.08.1, Europe/Paris,      db.temporal.timezone"
    })
    void a_refused_setting_is_named_as_its_user_wrote_it(Version version, String value, String written)
            throws IOException {
        ServerSpec spec = spec(version, Map.of(written, value, "cypher.planner", "COST"), List.of(INNOCENT));
        assertThat(engine.culprit(spec, said(version, "setting"))).hasValue(new Culprit.Setting(written));
    }

    @ParameterizedTest
    @CsvSource({
        "4.4.16,    future-class",
        "4.4.16,    garbled-class",
        "4.4.16,    no-zip",
        "4.4.16,    other-release",
        "4.4.16,    lacks-others",
        "5.26.30,   damaged",
        "5.26.30,   no-zip",
        "5.26.30,   other-release",
        "5.26.30,   lacks-others",
        "2026.08.1, future-class",
        "2026.08.1, no-zip",
        "2026.08.1, other-release",
        "2026.08.1, lacks-others"
    })
    void of_several_plugins_the_one_that_the_output_speaks_of_is_named(Version version, String what)
            throws IOException {
        Attachment guilty = switch (what) {
            case "no-zip" -> jar("text.jar", "any/Thing", 52);
            case "other-release", "lacks-others" -> jar("the-apoc.jar", "apoc/RegisterComponentFactory", 55);
            default -> jar("mine.jar", "io/graphstead/testing/quick/QuickServer", 90);
        };
        for (List<Attachment> plugins : List.of(List.of(guilty, INNOCENT), List.of(INNOCENT, guilty))) {
            assertThat(engine.culprit(spec(version, Map.of("cypher.planner", "COST"), plugins), said(version, what)))
                    .hasValue(new Culprit.Plugin(guilty.fileName()));
        }
    }

    @Test
    void a_plugin_that_is_alone_is_to_blame_even_when_nothing_is_said_of_it() throws IOException {
        Version version = new Version("2026.08.1");
        List<String> said = said(version, "garbled-class");
        assertThat(engine.culprit(spec(version, Map.of(), List.of(INNOCENT)), said))
                .hasValue(new Culprit.Plugin("innocent.jar"));
        Attachment other = jar("other.jar", "com/example/other/Fine", 61);
        assertThat(engine.culprit(spec(version, Map.of(), List.of(INNOCENT, other)), said))
                .as("nobody is blamed by guessing")
                .isEmpty();
    }

    @Test
    void nobody_is_blamed_for_what_has_other_reasons_or_was_said_at_an_earlier_start() throws IOException {
        Version version = new Version("5.26.30");
        ServerSpec spec = spec(version, Map.of("db.transaction.timeout", "10s"), List.of(INNOCENT));
        assertThat(engine.culprit(spec, List.of())).isEmpty();
        assertThat(engine.culprit(spec, List.of("java.net.BindException: Address already in use")))
                .isEmpty();
        List<String> both = new ArrayList<>(said(version, "lacks-others"));
        both.add("2026-11-22 17:30:20.000+0000 INFO  Starting...");
        both.add("java.lang.OutOfMemoryError: Java heap space");
        assertThat(engine.culprit(spec, both)).isEmpty();
        assertThat(engine.culprit(spec(version, Map.of(), List.of()), said(version, "setting")))
                .as("a setting of our own is not its user's fault")
                .isEmpty();
    }

    private static ServerSpec spec(Version version, Map<String, String> settings, List<Attachment> plugins) {
        return new ServerSpec(version, new Memory(1024, 384, 128), 1, "localhost", Map.of(), settings, plugins);
    }

    private static List<String> said(Version version, String what) throws IOException {
        try (InputStream in = CulpritsTest.class.getResourceAsStream("failed/" + version + "-" + what + ".txt")) {
            if (in == null) {
                throw new AssertionError("no record of " + version + " " + what);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static Attachment jar(String fileName, String className, int classVersion) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(className + ".class"));
            zip.write(new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, (byte) classVersion});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new Attachment(fileName, bytes.size(), "", () -> new ByteArrayInputStream(bytes.toByteArray()));
    }
}
