package io.graphstead.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How long the directory at the end of a zip is, which whoever reads the zip keeps in memory as a whole. */
final class ZipDirectory {
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int END = 0x06054b50;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_LENGTH = 20;

    private ZipDirectory() {}

    /** @throws IOException also when there is none */
    static long bytes(Path zip) throws IOException {
        try (FileChannel file = FileChannel.open(zip, StandardOpenOption.READ)) {
            int length = (int) Math.min(file.size(), END_LENGTH + LONGEST_COMMENT);
            long tailAt = file.size() - length;
            ByteBuffer tail = read(file, tailAt, length);
            for (int at = length - END_LENGTH; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    return tailAt + at - begin(file, tail.getInt(at + 16) & 0xffffffffL, tailAt + at);
                }
            }
        }
        throw new IOException("it has no directory at its end");
    }

    private static long begin(FileChannel file, long told, long end) throws IOException {
        if (end < LOCATOR_LENGTH) {
            return told;
        }
        ByteBuffer locator = read(file, end - LOCATOR_LENGTH, LOCATOR_LENGTH);
        return locator.getInt(0) == LOCATOR
                ? read(file, locator.getLong(8) + 48, Long.BYTES).getLong(0)
                : told;
    }

    private static ByteBuffer read(FileChannel file, long at, int length) throws IOException {
        if (at < 0 || at > file.size() - length) {
            throw new IOException("its directory is not where it says");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("it ends too early");
            }
        }
        return bytes;
    }
}
