package io.graphstead.archive;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Packs entries as they are told, good and hostile ones. */
public enum Packing {
    ZIP,
    TAR,
    TAR_GZIP,
    TAR_ZSTD;

    /** What an entry is. */
    public enum Kind {
        FILE,
        FOLDER,
        LINK,
        HARD_LINK,
        DEVICE,
        PIPE
    }

    /** One entry, with its content, or where it leads. */
    public record Entry(String name, byte[] content, Kind kind) {
        public static Entry file(String name, String content) {
            return new Entry(name, content.getBytes(StandardCharsets.UTF_8), Kind.FILE);
        }

        public static Entry file(String name, byte[] content) {
            return new Entry(name, content, Kind.FILE);
        }

        public static Entry folder(String name) {
            return new Entry(name, new byte[0], Kind.FOLDER);
        }

        public static Entry of(Kind kind, String name, String target) {
            return new Entry(name, target.getBytes(StandardCharsets.UTF_8), kind);
        }
    }

    public Path pack(Path file, List<Entry> entries) throws IOException {
        if (this == ZIP) {
            zip(file, entries);
            return file;
        }
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream packed = switch (this) {
                    case TAR_GZIP -> new GZIPOutputStream(out);
                    case TAR_ZSTD -> new ZstdOutputStream(out);
                    default -> out;
                }) {
            tar(packed, entries);
        }
        return file;
    }

    private static void zip(Path file, List<Entry> entries) throws IOException {
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            for (Entry each : entries) {
                String name = each.kind() == Kind.FOLDER ? each.name() + "/" : each.name();
                ZipArchiveEntry entry = new ZipArchiveEntry(name);
                entry.setUnixMode(
                        switch (each.kind()) {
                            case FILE -> 0100644;
                            case FOLDER -> 040755;
                            case LINK, HARD_LINK -> 0120777;
                            case DEVICE -> 020666;
                            case PIPE -> 010644;
                        });
                zip.putArchiveEntry(entry);
                zip.write(each.content());
                zip.closeArchiveEntry();
            }
        }
    }

    /** Writes a tar, leaving the stream open. */
    public static void tar(OutputStream out, List<Entry> entries) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        for (Entry each : entries) {
            TarArchiveEntry entry = switch (each.kind()) {
                case FILE -> new TarArchiveEntry(each.name(), true);
                case FOLDER -> new TarArchiveEntry(each.name() + "/", true);
                case LINK -> new TarArchiveEntry(each.name(), TarConstants.LF_SYMLINK, true);
                case HARD_LINK -> new TarArchiveEntry(each.name(), TarConstants.LF_LINK, true);
                case DEVICE -> new TarArchiveEntry(each.name(), TarConstants.LF_CHR, true);
                case PIPE -> new TarArchiveEntry(each.name(), TarConstants.LF_FIFO, true);
            };
            if (each.kind() == Kind.FILE) {
                entry.setSize(each.content().length);
            } else if (each.kind() == Kind.LINK || each.kind() == Kind.HARD_LINK) {
                entry.setLinkName(new String(each.content(), StandardCharsets.UTF_8));
            }
            tar.putArchiveEntry(entry);
            if (each.kind() == Kind.FILE) {
                tar.write(each.content());
            }
            tar.closeArchiveEntry();
        }
        tar.finish();
    }
}
