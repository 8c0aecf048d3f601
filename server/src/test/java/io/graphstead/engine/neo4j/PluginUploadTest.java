package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.engine.InvalidPlugin;
import io.graphstead.runtime.Attachment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginUploadTest {
    private static final String CLASS = PluginUploadTest.class.getName().replace('.', '/') + ".class";

    private final Neo4jEngine engine = new Neo4jEngine();

    @TempDir
    Path folder;

    private Path target = Path.of("");

    @BeforeEach
    void makeTarget() throws IOException {
        target = Files.createDirectory(folder.resolve("target"));
    }

    @ParameterizedTest
    @CsvSource({
        "apoc, apoc.jar",
        "apoc-core-5.26.1-core, apoc-core-5.26.1-core.jar",
        "apoc.jar, apoc.jar",
        "APOC.JAR, APOC.jar",
        "../../etc/passwd, _.._etc_passwd.jar",
        "gräph data, gr_ph_data.jar",
        "'', plugin.jar",
        "..., plugin.jar"
    })
    void a_jar_is_taken_as_it_is_under_a_safe_name(String name, String file) throws Exception {
        byte[] jar = jar();
        List<Path> files = engine.unpackPlugin(name, upload(jar), target);
        assertThat(files).containsExactly(target.resolve(file));
        assertThat(files.getFirst()).hasBinaryContent(jar);
        assertThat(new Attachment(file, 1, "", InputStream::nullInputStream)).isNotNull();
    }

    @Test
    void of_a_zip_every_jar_in_any_folder_is_taken_and_nothing_else() throws Exception {
        Path upload = upload(zip(Map.of(
                "README.txt", "read me".getBytes(StandardCharsets.UTF_8),
                "lib/one-1.0.jar", jar(),
                "two.jar", jar(),
                "__MACOSX/._two.jar", new byte[] {1, 2, 3})));
        assertThat(engine.unpackPlugin("bundle", upload, target))
                .containsExactlyInAnyOrder(target.resolve("one-1.0.jar"), target.resolve("two.jar"));
        assertThat(children(target)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "not a zip", "PK\u0003\u0004 and then nothing of the kind", "\u001f\u008bgzip"})
    void what_is_no_zip_is_no_plugin_whatever_its_name(String content) throws Exception {
        refused("plugin.jar", content.getBytes(StandardCharsets.ISO_8859_1), "upload");
    }

    @Test
    void a_cut_jar_is_refused_wherever_it_is_cut() throws Exception {
        byte[] jar = jar();
        for (int length = 1; length < jar.length; length += 37) {
            refused("cut.jar", Arrays.copyOf(jar, length), "upload");
        }
    }

    @Test
    void a_damaged_jar_is_either_a_plugin_or_refused_and_never_anything_else() throws Exception {
        Random dice = new Random(4711);
        byte[] bundle = zip(Map.of("a.jar", jar(), "b.jar", jar()));
        for (int round = 0; round < 300; round++) {
            byte[] damaged = bundle.clone();
            for (int i = 0; i < 4; i++) {
                damaged[dice.nextInt(damaged.length)] = (byte) dice.nextInt(256);
            }
            Path into = Files.createDirectory(folder.resolve("round" + round));
            try {
                engine.unpackPlugin("damaged", upload(damaged), into);
            } catch (InvalidPlugin e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped.jar", "/tmp/escaped.jar", "a/../../b.jar", "..\\b.jar", "C:/b.jar"})
    void an_entry_that_leads_out_is_refused(String name) throws Exception {
        refused("bundle", zip(Map.of(name, jar())), "leads out");
        refused("plugin", zip(Map.of(CLASS, classFile(), name, new byte[] {1})), "leads out");
    }

    @Test
    void links_in_an_archive_are_refused() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry link = new ZipArchiveEntry("passwords.jar");
            link.setUnixMode(0120777);
            zip.putArchiveEntry(link);
            zip.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
            zip.closeArchiveEntry();
        }
        refused("bundle", bytes.toByteArray(), "is a link");
    }

    @Test
    void two_files_of_one_name_are_refused() throws Exception {
        refused("bundle", zip(Map.of("a/one.jar", jar(), "b/one.jar", jar())), "same file name as another");
        byte[] twice = zip(Map.of("aaaa/one.jar", jar(), "aaab/one.jar", jar()));
        String text = new String(twice, StandardCharsets.ISO_8859_1).replace("aaab/one", "aaaa/one");
        refused("bundle", text.getBytes(StandardCharsets.ISO_8859_1), "there twice");
    }

    @Test
    void encrypted_entries_are_refused() throws Exception {
        byte[] zip = zip(Map.of("one.jar", jar()));
        for (int i = 0; i < zip.length - 8; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 3) {
                zip[i + 6] |= 1;
            } else if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1) {
                zip[i + 8] |= 1;
            }
        }
        refused("bundle", zip, "encrypted");
    }

    @Test
    void a_bomb_is_refused_by_its_ratio() throws Exception {
        refused("plugin", zip(Map.of(CLASS, classFile(), "zeros", new byte[64 << 20])), "200 times its size");
        refused("bundle", zip(Map.of("bomb.jar", zip(Map.of(CLASS, classFile(), "zeros", new byte[64 << 20])))), "200");
    }

    @Test
    void too_many_files_or_jars_are_refused() throws Exception {
        Map<String, byte[]> many = new LinkedHashMap<>(Map.of(CLASS, classFile()));
        for (int i = 0; i < 66_000; i++) {
            many.put("f" + i, new byte[0]);
        }
        refused("plugin", zip(many), "more than 65000 files");
        Map<String, byte[]> jars = new LinkedHashMap<>();
        for (int i = 0; i < 101; i++) {
            jars.put(i + ".jar", jar());
        }
        refused("bundle", zip(jars), "101 jars; at most 100");
    }

    @Test
    void a_zip_without_classes_and_jars_is_refused() throws Exception {
        refused("notes", zip(Map.of("README.txt", new byte[] {65})), "neither classes nor jars");
        refused("bundle", zip(Map.of("text.jar", zip(Map.of("README.txt", new byte[] {65})))), "is no jar");
        refused("bundle", zip(Map.of("text.jar", "a text".getBytes(StandardCharsets.UTF_8))), "is no jar and no zip");
        refused("plugin", zip(Map.of("a/B.class", "source".getBytes(StandardCharsets.UTF_8))), "no Java class");
    }

    @Test
    void the_engines_own_libraries_are_refused_and_those_shaded_into_a_plugin_are_not() throws Exception {
        String kernel = "META-INF/maven/org.neo4j/neo4j-kernel/pom.xml";
        refused("kernel", zip(Map.of(CLASS, classFile(), kernel, new byte[] {1})), "a library of Neo4j itself");
        Path shaded = upload(zip(Map.of(
                CLASS, classFile(), kernel, new byte[] {1}, "META-INF/maven/com.example/mine/pom.xml", new byte[] {1})));
        assertThat(engine.unpackPlugin("mine", shaded, target)).hasSize(1);
    }

    private void refused(String name, byte[] content, String words) throws IOException {
        Path upload = upload(content);
        assertThatThrownBy(() -> engine.unpackPlugin(name, upload, target))
                .isInstanceOf(InvalidPlugin.class)
                .hasMessageContaining(words);
        for (Path left : children(target)) {
            Files.delete(left);
        }
    }

    private Path upload(byte[] content) throws IOException {
        return Files.write(folder.resolve("upload"), content);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private static byte[] jar() throws IOException {
        return zip(Map.of(
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n\n".getBytes(StandardCharsets.UTF_8),
                CLASS, classFile()));
    }

    private static byte[] classFile() throws IOException {
        try (InputStream in = PluginUploadTest.class.getClassLoader().getResourceAsStream(CLASS)) {
            if (in == null) {
                throw new AssertionError("this class has no file");
            }
            return in.readAllBytes();
        }
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putArchiveEntry(new ZipArchiveEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
