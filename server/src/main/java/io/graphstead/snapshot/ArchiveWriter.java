package io.graphstead.snapshot;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.ZstdOutputStream;
import io.graphstead.runtime.VolumeEntries;
import io.graphstead.snapshot.Manifest.FileSum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes one archive as its entries come: a tar in zstd with {@value #PROVENANCE}, the volume below {@value #VOLUME}, and
 * {@value #MANIFEST}. Nothing is held in memory but the names and checksums.
 */
final class ArchiveWriter implements VolumeEntries, AutoCloseable {
    static final String PROVENANCE = "snapshot.json";
    static final String VOLUME = "volume/";
    static final String MANIFEST = "manifest.json";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LEVEL = 3;
    private static final int BUFFER = 256 * 1024;
    private static final int FILE_MODE = 0100600;
    private static final int FOLDER_MODE = 040700;

    private final Provenance provenance;
    private final LongConsumer written;
    private final TarArchiveOutputStream tar;
    private final List<FileSum> files = new ArrayList<>();
    private long bytes;

    /** @param written told how many bytes of files are in it by now */
    ArchiveWriter(OutputStream to, Provenance provenance, LongConsumer written) throws IOException {
        this.provenance = provenance;
        this.written = written;
        ZstdOutputStream compressed = new ZstdOutputStream(to, LEVEL);
        compressed.setChecksum(true);
        this.tar = new TarArchiveOutputStream(compressed, "UTF-8");
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        put(PROVENANCE, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(provenance));
    }

    private void put(String name, byte[] content) throws IOException {
        begin(name, FILE_MODE, content.length);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private void begin(String name, int mode, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setMode(mode);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
    }

    @Override
    public void folder(String path) throws IOException {
        begin(VOLUME + path + "/", FOLDER_MODE, 0);
        tar.closeArchiveEntry();
    }

    @Override
    public void file(String path, long size, InputStream content) throws IOException {
        MessageDigest digest = Sha256.digest();
        begin(VOLUME + path, FILE_MODE, size);
        byte[] some = new byte[BUFFER];
        for (int got = content.read(some); got >= 0; got = content.read(some)) {
            digest.update(some, 0, got);
            tar.write(some, 0, got);
            bytes += got;
            written.accept(bytes);
        }
        tar.closeArchiveEntry(); // refuses a file that is shorter than was said
        files.add(new FileSum(path, size, HexFormat.of().formatHex(digest.digest())));
    }

    /** Writes what is last; without it an archive is none. */
    void finish() throws IOException {
        put(MANIFEST, JSON.writeValueAsBytes(new Manifest(Manifest.FORMAT, provenance, bytes, files)));
        tar.finish();
        tar.flush();
    }

    long bytes() {
        return bytes;
    }

    /** Frees what it needs; a stream that it wrote to is closed too. */
    @Override
    public void close() throws IOException {
        tar.close();
    }
}
