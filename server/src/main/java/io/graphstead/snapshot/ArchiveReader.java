package io.graphstead.snapshot;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import io.graphstead.runtime.VolumeEntries;
import io.graphstead.snapshot.Manifest.FileSum;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads one archive from beginning to end, and says at the end whether it is what was written. */
final class ArchiveReader {
    private static final JsonMapper JSON = new JsonMapper();

    /** A manifest has some hundred bytes for each file; no volume has so many. */
    private static final int LONGEST_MANIFEST = 256 * 1024 * 1024;

    private final VolumeEntries to;
    private final LongConsumer read;
    private final List<FileSum> found = new ArrayList<>();
    private long bytes;

    private ArchiveReader(VolumeEntries to, LongConsumer read) {
        this.to = to;
        this.read = read;
    }

    /**
     * @param read told how many bytes of files were read by now
     * @throws BrokenArchive when it is not what was written; what was given on until then is worth nothing
     */
    static Manifest read(InputStream from, VolumeEntries to, LongConsumer read) throws IOException {
        try (ZstdInputStream plain = new ZstdInputStream(from);
                TarArchiveInputStream tar = new TarArchiveInputStream(plain, "UTF-8")) {
            return new ArchiveReader(to, read).read(tar);
        } catch (ZstdIOException | EOFException broken) {
            throw new BrokenArchive("it is cut off or damaged: " + broken.getMessage(), broken);
        }
    }

    private Manifest read(TarArchiveInputStream tar) throws IOException {
        Optional<Manifest> manifest = Optional.empty();
        for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
            String name = entry.getName();
            if (manifest.isPresent()) {
                throw new BrokenArchive("there is more in it after its end");
            } else if (name.equals(ArchiveWriter.MANIFEST)) {
                manifest = Optional.of(manifest(tar));
            } else if (name.startsWith(ArchiveWriter.VOLUME)) {
                give(tar, entry, name.substring(ArchiveWriter.VOLUME.length()));
            }
        }
        Manifest said = manifest.orElseThrow(() -> new BrokenArchive("its end is missing"));
        if (!said.files().equals(found)) {
            throw new BrokenArchive(difference(said));
        }
        return said;
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (IllegalArgumentException broken) {
            throw new BrokenArchive("it is damaged: " + broken.getMessage(), broken);
        }
    }

    private static Manifest manifest(TarArchiveInputStream tar) throws IOException {
        try {
            Manifest manifest = JSON.readValue(tar.readNBytes(LONGEST_MANIFEST), Manifest.class);
            if (manifest.format() != Manifest.FORMAT) {
                throw new BrokenArchive("it is of format " + manifest.format() + ", which this server does not know");
            }
            return manifest;
        } catch (JacksonException broken) {
            throw new BrokenArchive("its manifest cannot be read", broken);
        }
    }

    private void give(TarArchiveInputStream tar, TarArchiveEntry entry, String path) throws IOException {
        if (entry.isDirectory()) {
            to.folder(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
            return;
        }
        if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
            throw new BrokenArchive("\"" + path + "\" is neither a file nor a folder");
        }
        MessageDigest digest = Sha256.digest();
        to.file(path, entry.getSize(), new DigestInputStream(counted(tar), digest));
        found.add(new FileSum(path, entry.getSize(), HexFormat.of().formatHex(digest.digest())));
    }

    private InputStream counted(InputStream in) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] some, int from, int length) throws IOException {
                int got = in.read(some, from, length);
                if (got > 0) {
                    bytes += got;
                    read.accept(bytes);
                }
                return got;
            }
        };
    }

    private String difference(Manifest said) {
        for (int i = 0; i < Math.min(said.files().size(), found.size()); i++) {
            if (!said.files().get(i).equals(found.get(i))) {
                return "\"" + found.get(i).path() + "\" is not what was written";
            }
        }
        return "it has " + found.size() + " files, and was written with "
                + said.files().size();
    }
}
