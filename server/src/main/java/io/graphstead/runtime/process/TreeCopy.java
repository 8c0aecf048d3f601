package io.graphstead.runtime.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Copies a folder in passes. Each brings what was written since the one before; the last is made while nothing writes,
 * and what it saw is what is put together. What engines wrote is not trusted: links are copied as links, and what is no
 * file or folder not at all.
 */
final class TreeCopy implements AutoCloseable {
    /** File systems that live in memory and write nothing back. */
    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

    /** Copied without looking whether there is room. */
    private static final long SMALL = 1024 * 1024;

    private final Path from;
    private final Set<String> leaveOut;
    private final LongConsumer looked;
    private final Contents contents;
    private Tree latest = new Tree(List.of());

    /**
     * @param from the folder; its path is one that only the server can change
     * @param keep where copies of files are kept until they are put together: made here, on the disk that they go to
     * @param leaveOut files and folders, relative, that the copy lacks
     * @param looked as {@link Blocks}
     */
    TreeCopy(Path from, Path keep, Set<Path> leaveOut, LongConsumer looked) throws IOException {
        this.from = from;
        this.looked = looked;
        this.leaveOut = leaveOut.stream().map(TreeCopy::name).collect(Collectors.toUnmodifiableSet());
        Files.createDirectory(keep);
        boolean timesTell = !IN_MEMORY.contains(Files.getFileStore(from).type());
        this.contents = new Contents(Descriptor.ofFolder(keep), timesTell, looked);
    }

    private static String name(Path path) {
        return new String(path.normalize().toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** What a pass would look at now. */
    Tree look(Tree.Source source) throws IOException {
        try (Descriptor root = Descriptor.ofFolder(from)) {
            return Tree.of(root, leaveOut, source);
        }
    }

    /** @return bytes that were written */
    long pass(Tree.Source source) throws IOException {
        try (Descriptor root = Descriptor.ofFolder(from)) {
            latest = Tree.of(root, leaveOut, source);
            Map<FileStatus.Id, Tree.File> files = latest.files();
            contents.keepOnly(files.keySet());
            long written = 0;
            for (Tree.File file : files.values()) {
                if (!contents.isCurrent(file.status())) {
                    written += bring(root, file, source);
                    looked.accept(0);
                }
            }
            return written;
        }
    }

    private long bring(Descriptor root, Tree.File file, Tree.Source source) throws IOException {
        try {
            return contents.bring(root, file, source);
        } catch (NoSuchFileException e) {
            if (source == Tree.Source.STANDS_STILL) {
                throw e;
            }
            return 0; // gone since it was listed, or under another name: the next pass tells
        }
    }

    /** Finds out whether the copy can share its blocks with the source, by trying it with one file. */
    boolean canShare(Tree tree) throws IOException {
        try (Descriptor root = Descriptor.ofFolder(from)) {
            for (Tree.File file : tree.files().values()) {
                if (file.status().size() > 0 && file.status().size() <= SMALL && tries(root, file)) {
                    return contents.isSharing();
                }
            }
        }
        return false;
    }

    private boolean tries(Descriptor root, Tree.File file) throws IOException {
        bring(root, file, Tree.Source.CHANGES);
        return contents.has(file.status().id());
    }

    /** Whether the copy shares its blocks with the source, so that it takes no room and little time. */
    boolean isSharing() {
        return contents.isSharing();
    }

    /**
     * Makes a folder with what the last pass saw. To be done once, after a pass while nothing wrote.
     *
     * @param uid whom it belongs to; -1: the server
     */
    void putTogether(Path to, int uid) throws IOException {
        Files.createDirectory(to);
        try (Descriptor root = Descriptor.ofFolder(to)) {
            for (Tree.Entry entry : latest.entries()) {
                put(root, entry);
            }
            for (Tree.Entry entry : latest.entries().reversed()) { // a folder when all is in it
                finish(root, entry, uid);
            }
        }
        contents.keepOnly(Set.of());
    }

    private void put(Descriptor root, Tree.Entry entry) throws IOException {
        switch (entry) {
            case Tree.Folder folder -> LinuxFolders.makeFolder(root, folder.path());
            case Tree.File file -> contents.link(file.status().id(), root, file.path());
            case Tree.Link link -> LinuxFolders.makeLink(link.target(), root, link.path());
        }
    }

    private static void finish(Descriptor root, Tree.Entry entry, int uid) throws IOException {
        if (uid >= 0) {
            LinuxFolders.give(root, entry.path(), uid);
        }
        if (!(entry instanceof Tree.Link)) {
            LinuxFolders.permit(root, entry.path(), entry.status().permissions());
        }
        LinuxFolders.date(root, entry.path(), entry.status().modified());
    }

    @Override
    public void close() {
        contents.close();
    }
}
