package io.graphstead.console;

import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What browsers load for a page: style sheets, scripts, icons, all of them from here. Their address has a digest of all of
 * them in it, so browsers may keep them for ever and never show a page with what belongs to another version.
 */
@Singleton
public final class Assets {
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final MediaType CSS = MediaType.of("text/css; charset=utf-8");
    private static final MediaType SCRIPT = MediaType.of("text/javascript; charset=utf-8");
    private static final MediaType SVG = MediaType.of("image/svg+xml");

    private final Map<String, Asset> all = new TreeMap<>();
    private final String version;

    Assets() {
        String ours = "io/graphstead/console/";
        all.put("tabler.css", new Asset(read(webjar("tabler__core", "dist/css/tabler.min.css")), CSS));
        all.put("console.css", new Asset(read(ours + "console.css"), CSS));
        all.put("htmx.js", new Asset(read(webjar("htmx.org", "dist/htmx.min.js")), SCRIPT));
        all.put("theme.js", new Asset(read(ours + "theme.js"), SCRIPT));
        all.put("console.js", new Asset(read(ours + "console.js"), SCRIPT));
        all.put("query.css", new Asset(read(ours + "query.css"), CSS));
        all.put("metrics.css", new Asset(read(ours + "metrics.css"), CSS));
        all.put("query.js", new Asset(read(ours + "query.js"), SCRIPT));
        all.put("metrics.js", new Asset(read(ours + "metrics.js"), SCRIPT));
        all.put("prism.js", new Asset(read(webjar("prismjs", "components/prism-core.min.js")), SCRIPT));
        all.put("prism-cypher.js", new Asset(read(webjar("prismjs", "components/prism-cypher.min.js")), SCRIPT));
        all.put("cytoscape.js", new Asset(read(webjar("cytoscape", "dist/cytoscape.min.js")), SCRIPT));
        all.put("reference.css", new Asset(read(ours + "reference.css"), CSS));
        all.put("reference.js", new Asset(read(ours + "reference.js"), SCRIPT));
        all.put("swagger-ui.css", new Asset(read(webjar("", "swagger-ui", "swagger-ui.css")), CSS));
        all.put("swagger-ui.js", new Asset(read(webjar("", "swagger-ui", "swagger-ui-bundle.js")), SCRIPT));
        all.put("upload.js", new Asset(read(ours + "upload.js"), SCRIPT));
        all.put("logo.svg", new Asset(read(ours + "logo.svg"), SVG));
        all.put("icons.svg", new Asset(Icons.sprite(webjar("tabler__icons", "icons/outline/")), SVG));
        version = digest();
    }

    /** A file as it is sent. */
    record Asset(byte[] bytes, MediaType type) {}

    /** Where they all are. */
    public String base() {
        return ConsolePaths.BELOW_HOME + "static/" + version;
    }

    Optional<Asset> find(String asked, String name) {
        return asked.equals(version) ? Optional.ofNullable(all.get(name)) : Optional.empty();
    }

    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            all.forEach((name, asset) -> digest.update(asset.bytes()));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The version of a webjar stands in its own file, so that the build's list of versions is the only one. */
    private static String webjar(String name, String file) {
        return webjar(".npm", name, file);
    }

    /** @param family of the packages it is one of: those made of npm's, or the older ones with none */
    private static String webjar(String family, String name, String file) {
        String properties = new String(
                read("META-INF/maven/org.webjars" + family + "/" + name + "/pom.properties"),
                StandardCharsets.ISO_8859_1);
        String version = properties
                .lines()
                .filter(line -> line.startsWith("version="))
                .map(line -> line.substring("version=".length()).strip())
                .findFirst()
                .orElseThrow();
        return WEBJARS + name + "/" + version + "/" + file;
    }

    private static byte[] read(String path) {
        try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("no " + path + " on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
