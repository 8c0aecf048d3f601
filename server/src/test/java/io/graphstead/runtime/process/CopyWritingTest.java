package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.runtime.VolumeContent;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded takes no more room than what it was made from. */
class CopyWritingTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @TempDir
    private Path folder;

    private Path written(Path source, int mostAtOnce) throws IOException {
        Path to = Files.createDirectory(folder.resolve("to-" + mostAtOnce));
        try (CopyWriting writing = new CopyWriting(to, -1, new VolumeContent.Most(1L << 30, 10), () -> {});
                InputStream content = inParts(Files.newInputStream(source), mostAtOnce)) {
            writing.file("loaded", Files.size(source), content);
            writing.finish();
        }
        return to.resolve("loaded");
    }

    /** As a stream from elsewhere comes: in parts of any length. */
    private static InputStream inParts(InputStream whole, int mostAtOnce) {
        return new FilterInputStream(whole) {
            @Override
            public int read(byte[] some, int from, int length) throws IOException {
                return super.read(some, from, Math.min(length, mostAtOnce));
            }
        };
    }

    /** Of 512 bytes, that it takes on disk. */
    private static long blocks(Path file) throws IOException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        return Long.parseLong(new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    @Test
    void holes_stay_holes_and_every_byte_is_what_it_was() throws IOException {
        Path source = folder.resolve("source");
        Random random = new Random(7);
        byte[] data = new byte[10_000];
        try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
            for (long at : new long[] {0, 3L * MEBIBYTE + 17, 40L * MEBIBYTE - 1}) {
                random.nextBytes(data);
                file.seek(at);
                file.write(data);
            }
            file.setLength(64L * MEBIBYTE + 5);
        }
        for (int mostAtOnce : new int[] {MEBIBYTE, 8191, 4097}) {
            Path copy = written(source, mostAtOnce);
            assertThat(Files.mismatch(source, copy))
                    .as("in parts of " + mostAtOnce)
                    .isEqualTo(-1);
            assertThat(blocks(copy)).as("in parts of " + mostAtOnce).isLessThanOrEqualTo(blocks(source));
        }
        assertThat(blocks(source)).as("the source has holes").isLessThan(1000);
    }

    @Test
    void nothing_but_zeros_takes_no_room_and_has_its_length() throws IOException {
        Path source = folder.resolve("zeros");
        Files.write(source, new byte[MEBIBYTE + 1]);
        Path copy = written(source, MEBIBYTE);
        assertThat(Files.mismatch(source, copy)).isEqualTo(-1);
        assertThat(blocks(copy)).isZero();
    }

    @Test
    void a_content_that_ends_too_early_is_refused() throws IOException {
        try (CopyWriting writing = new CopyWriting(folder, -1, new VolumeContent.Most(100, 10), () -> {})) {
            assertThatThrownBy(() -> writing.file("short", 10, new ByteArrayInputStream(new byte[9])))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("9 of 10");
        }
    }
}
