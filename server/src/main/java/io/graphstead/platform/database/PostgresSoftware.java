package io.graphstead.platform.database;

import io.graphstead.platform.CannotStart;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs that come inside a jar, unpacked once below the data folder. */
final class PostgresSoftware {
    private static final String NAME = "software-";
    private static final int BUFFER_BYTES = 1 << 16;

    private PostgresSoftware() {}

    /**
     * Unpacks it if it is not there, and throws earlier versions away.
     *
     * @return the folder with {@code bin} in it
     */
    static Path install(Path under) {
        URL archive = archive();
        try {
            JarURLConnection jar = (JarURLConnection) archive.openConnection();
            jar.setUseCaches(false);
            Path software;
            try (InputStream content = jar.getInputStream()) {
                // The checksum stands in the jar's directory: which version this is, known without reading it.
                software =
                        under.resolve(NAME + Long.toHexString(jar.getJarEntry().getCrc()));
                if (!Files.isDirectory(software)) {
                    Path unpacking = under.resolve(NAME + UUID.randomUUID() + ".tmp");
                    unpack(content, unpacking);
                    Files.move(unpacking, software);
                }
            }
            removeOthers(under, software);
            return software;
        } catch (IOException failed) {
            throw new CannotStart(
                    "PostgreSQL cannot be unpacked into " + under + ": " + failed.getMessage()
                            + "; check that the folder can be written and has space",
                    failed);
        }
    }

    private static URL archive() {
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String name = switch (machine) {
            case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "/postgres-linux-arm_64.txz";
            default -> "/none";
        };
        URL archive = PostgresSoftware.class.getResource(name);
        if (archive == null) {
            throw new CannotStart("there is no embedded PostgreSQL for a " + machine
                    + " machine; run one yourself and name it in database.url");
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path into) throws IOException {
        Files.createDirectory(into);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive, BUFFER_BYTES)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = inside(into, into.resolve(entry.getName()));
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Path link = Path.of(entry.getLinkName());
                    inside(into, parentOf(target).resolve(link));
                    Files.createDirectories(parentOf(target));
                    Files.createSymbolicLink(target, link);
                } else if (entry.isFile()) {
                    Files.createDirectories(parentOf(target));
                    Files.copy(tar, target);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
        try (Stream<Path> all = Files.walk(into)) {
            for (Path folder : all.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static Path inside(Path folder, Path path) throws IOException {
        if (!path.normalize().startsWith(folder)) {
            throw new IOException("the archive reaches outside of its folder with " + path);
        }
        return path.normalize();
    }

    private static Path parentOf(Path path) {
        return path.resolveSibling("").normalize();
    }

    private static void removeOthers(Path under, Path current) throws IOException {
        List<Path> others;
        try (Stream<Path> all = Files.list(under)) {
            others = all.filter(path -> path.getFileName().toString().startsWith(NAME) && !path.equals(current))
                    .toList();
        }
        for (Path other : others) {
            try (Stream<Path> content = Files.walk(other)) {
                content.sorted(Comparator.reverseOrder()).forEach(path -> {
                    try {
                        Files.delete(path);
                    } catch (IOException stays) {
                        throw new UncheckedIOException(stays);
                    }
                });
            }
        }
    }
}
