package io.graphstead.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** APOC as users upload it to 5.26 and the calendar releases: its vendor publishes plain jars that need each other. */
public final class Apoc {
    private Apoc() {}

    /** Writes a zip of its jars there and answers it. */
    public static Path bundle(Path target) throws IOException {
        List<Path> jars = Jars.of(
                "apoc", "5.26.19", "org.neo4j.procedure:apoc-core:5.26.19", "org.neo4j.procedure:apoc-common:5.26.19");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Path jar : jars) {
                zip.putNextEntry(new ZipEntry("apoc/" + jar.getFileName()));
                Files.copy(jar, zip);
            }
        }
        return target;
    }
}
