package io.graphstead.engine.neo4j;

import io.graphstead.archive.PackedEntries;
import io.graphstead.archive.PackedFile;
import io.graphstead.archive.PackedFile.Compression;
import io.graphstead.archive.PackedFile.Format;
import io.graphstead.archive.RefusedArchive;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What {@code neo4j-admin} writes: {@code DZV1} or {@code DGV1}, then, compressed, the name of the compression, a version,
 * how many files and bytes there are, and a tar. The first releases of 4 wrote a compressed tar alone. Zip files and tars
 * that others packed are read, too.
 */
final class DumpFile {
    /** As a server of {@link Format} of its own, or as any packed file. */
    enum Kind {
        DUMP_ZSTD("DZV1", Compression.ZSTD),
        DUMP_GZIP("DGV1", Compression.GZIP),
        ZSTD("", Compression.ZSTD),
        GZIP("", Compression.GZIP),
        TAR("", Compression.NONE),
        ZIP("", Compression.NONE);

        private final String begin;
        private final Compression compression;

        Kind(String begin, Compression compression) {
            this.begin = begin;
            this.compression = compression;
        }

        boolean isDump() {
            return !begin.isEmpty();
        }
    }

    private static final int BEGIN = 4;

    /** Compression, version, files, bytes. */
    private static final int METADATA = 4 + 4 + 8 + 8;

    private static final byte[] ZSTD = {'z', 's', 't', 'd'};
    private static final byte[] GZIP = {'g', 'z', 'i', 'p'};
    private static final int BUFFER = 1 << 16;

    private DumpFile() {}

    /** Empty when it is nothing that could be read. */
    static Optional<Kind> kind(Path file) throws IOException {
        byte[] head = PackedFile.head(file, BEGIN);
        for (Kind kind : Kind.values()) {
            if (kind.isDump() && PackedFile.begins(head, kind.begin.chars().toArray())) {
                return Optional.of(kind);
            }
        }
        return PackedFile.format(file).map(format -> switch (format) {
            case ZIP -> Kind.ZIP;
            case TAR -> Kind.TAR;
            case TAR_GZIP -> Kind.GZIP;
            case TAR_ZSTD -> Kind.ZSTD;
        });
    }

    static void read(Path file, Kind kind, PackedEntries to) throws IOException, RefusedArchive {
        if (kind == Kind.ZIP) {
            PackedFile.read(file, Format.ZIP, to);
            return;
        }
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            packed.skipNBytes(kind.begin.length());
            try (BufferedInputStream in = new BufferedInputStream(kind.compression.unpacked(packed), BUFFER)) {
                skipMetadata(in, kind);
                PackedFile.untar(in, to);
            }
        }
    }

    private static void skipMetadata(BufferedInputStream in, Kind kind) throws IOException {
        in.mark(METADATA);
        byte[] begin = in.readNBytes(BEGIN);
        in.reset();
        if (Arrays.equals(begin, ZSTD) || Arrays.equals(begin, GZIP)) {
            in.skipNBytes(METADATA);
        } else if (kind.isDump() && begin.length < BEGIN) {
            throw new EOFException("it ends behind its first bytes");
        }
    }
}
