package io.graphstead.runtime.process;

import io.graphstead.runtime.VolumeEntries;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads a copy that stands still, from open folder to open folder. Links in it are left out. */
final class CopyReading {
    private static final int BUFFER = 256 * 1024;

    private CopyReading() {}

    static void read(Path copy, VolumeEntries to) throws IOException {
        try (Descriptor root = Descriptor.ofFolder(copy)) {
            List<Tree.Entry> entries = Tree.of(root, Set.of(), Tree.Source.STANDS_STILL).entries().stream()
                    .sorted(Comparator.comparing(Tree.Entry::path))
                    .toList();
            for (Tree.Entry entry : entries) {
                switch (entry) {
                    case Tree.Folder folder -> to.folder(text(folder.path()));
                    case Tree.File file -> read(root, file, to);
                    case Tree.Link link -> {}
                }
            }
        }
    }

    private static void read(Descriptor root, Tree.File file, VolumeEntries to) throws IOException {
        try (Descriptor opened = LinuxFolders.openBelow(root, file.path(), Linux.O_RDONLY);
                Content content = new Content(opened)) {
            to.file(text(file.path()), LinuxFolders.status(opened).size(), content);
        }
    }

    /** Names are bytes here and text elsewhere. */
    private static String text(String path) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(path.getBytes(StandardCharsets.ISO_8859_1)))
                .toString();
    }

    /** What an open file holds. */
    private static final class Content extends InputStream {
        private final Descriptor file;
        private final Arena arena = Arena.ofConfined();
        private final MemorySegment buffer = arena.allocate(BUFFER);
        private long at;
        private int next;
        private int filled;

        Content(Descriptor file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, to.length);
            if (length == 0) {
                return 0;
            }
            if (next == filled) {
                filled = (int) LinuxFiles.read(file, buffer, BUFFER, at);
                at += filled;
                next = 0;
                if (filled == 0) {
                    return -1;
                }
            }
            int some = Math.min(length, filled - next);
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, next, to, from, some);
            next += some;
            return some;
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
