package io.graphstead.runtime.process.distribution;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes archives for tests, hostile ones too. */
final class Archives {
    /** One entry: its name as it stands in the archive, its content, and a tar link type or 0. */
    record Entry(String name, String content, byte linkType) {
        static Entry file(String name) {
            return new Entry(name, "content of " + name, (byte) 0);
        }
    }

    private Archives() {}

    static Path tarGz(Path file, Entry... entries) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            writeTar(out, entries);
        }
        return file;
    }

    static Path tar(Path file, Entry... entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            writeTar(out, entries);
        }
        return file;
    }

    static Path zip(Path file, Entry... entries) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            for (Entry each : entries) {
                ZipArchiveEntry entry = new ZipArchiveEntry(each.name());
                entry.setUnixMode(each.linkType() != 0 ? 0120777 : each.name().endsWith("/") ? 040755 : 0100755);
                zip.putArchiveEntry(entry);
                zip.write(each.content().getBytes(StandardCharsets.UTF_8));
                zip.closeArchiveEntry();
            }
        }
        return file;
    }

    private static void writeTar(OutputStream out, Entry... entries) throws IOException {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Entry each : entries) {
                byte[] content = each.content().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry;
                if (each.linkType() != 0) {
                    entry = new TarArchiveEntry(each.name(), each.linkType(), true);
                    entry.setLinkName(each.content());
                    content = new byte[0];
                } else {
                    entry = new TarArchiveEntry(each.name(), true);
                    entry.setSize(each.name().endsWith("/") ? 0 : content.length);
                    boolean program =
                            each.name().contains("bin/") || each.content().startsWith("#!");
                    entry.setMode(program ? 0100755 : 0100644);
                }
                tar.putArchiveEntry(entry);
                if (entry.getSize() > 0) {
                    tar.write(content);
                }
                tar.closeArchiveEntry();
            }
        }
    }
}
