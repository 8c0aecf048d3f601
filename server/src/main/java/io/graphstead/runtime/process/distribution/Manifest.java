package io.graphstead.runtime.process.distribution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an installed folder holds; written last, so a folder without one is not installed.
 *
 * @param engine the engine's name
 * @param version the release
 * @param source where it came from, in words
 * @param files SHA-256 in hexadecimal digits by path relative to the folder
 */
record Manifest(String engine, String version, String source, Map<String, String> files) {
    static final String FILE_NAME = "manifest.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    Manifest {
        files = Map.copyOf(files);
    }

    static Manifest of(String engine, String version, String source, Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.equals(folder.resolve(FILE_NAME)))::iterator) {
                files.put(folder.relativize(file).toString(), digest(file, "SHA-256"));
            }
        }
        return new Manifest(engine, version, source, files);
    }

    void write(Path folder) throws IOException {
        Map<String, Object> content = new TreeMap<>();
        content.put("engine", engine);
        content.put("version", version);
        content.put("source", source);
        content.put("files", new TreeMap<>(files));
        Files.writeString(folder.resolve(FILE_NAME), toJson(content) + "\n");
    }

    /** The source that the manifest of an installed folder names. */
    static Optional<String> sourceIn(Path folder) {
        try (InputStream in = Files.newInputStream(folder.resolve(FILE_NAME))) {
            return Optional.ofNullable(JSON.readTree(in).path("source").textValue());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String toJson(Object content) throws IOException {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IOException(e);
        }
    }

    static String digest(Path file, String algorithm) throws IOException {
        MessageDigest digest = digest(algorithm);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
