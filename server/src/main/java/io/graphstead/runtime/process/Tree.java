package io.graphstead.runtime.process;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is in a folder, by path relative to it, folders before what is in them. What is neither file nor folder nor link
 * is not in it. Looked at from open folder to open folder, so that no link leads outside, also not one that is put there
 * meanwhile.
 */
record Tree(List<Entry> entries) {
    Tree {
        entries = List.copyOf(entries);
    }

    /** Something in the folder. */
    sealed interface Entry {
        String path();

        FileStatus status();
    }

    record Folder(String path, FileStatus status) implements Entry {}

    record File(String path, FileStatus status) implements Entry {}

    record Link(String path, FileStatus status, String target) implements Entry {}

    /** Whether anything may come and go while it is looked at. */
    enum Source {
        /** Then what is gone when it is looked at is left out. */
        CHANGES,
        /** Then everything that is listed is there, or the look fails. */
        STANDS_STILL
    }

    /** @param leaveOut paths of files and folders that do not count */
    static Tree of(Descriptor root, Set<String> leaveOut, Source source) throws IOException {
        List<Entry> entries = new ArrayList<>();
        // Lists what is read once, so through a descriptor of its own.
        try (Descriptor opened = LinuxFolders.open(root, ".", LinuxFolders.O_DIRECTORY)) {
            look(opened, "", leaveOut, source, entries);
        }
        return new Tree(entries);
    }

    private static void look(Descriptor folder, String prefix, Set<String> leaveOut, Source source, List<Entry> entries)
            throws IOException {
        for (String name : LinuxFolders.names(folder)) {
            String path = prefix + name;
            if (leaveOut.contains(path)) {
                continue;
            }
            try {
                lookAt(folder, name, path, leaveOut, source, entries);
            } catch (NoSuchFileException e) {
                if (source == Source.STANDS_STILL) {
                    throw e;
                }
            }
        }
    }

    private static void lookAt(
            Descriptor folder, String name, String path, Set<String> leaveOut, Source source, List<Entry> entries)
            throws IOException {
        FileStatus status = LinuxFolders.status(folder, name);
        if (status.isFile()) {
            entries.add(new File(path, status));
        } else if (status.isLink()) {
            entries.add(new Link(path, status, LinuxFolders.target(folder, name)));
        } else if (status.isFolder()) {
            try (Descriptor below = LinuxFolders.open(folder, name, LinuxFolders.O_DIRECTORY)) {
                entries.add(new Folder(path, LinuxFolders.status(below)));
                look(below, path + "/", leaveOut, source, entries);
            }
        }
    }

    /** Each file once, under one of its names. */
    Map<FileStatus.Id, File> files() {
        Map<FileStatus.Id, File> files = new HashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof File file) {
                files.putIfAbsent(file.status().id(), file);
            }
        }
        return files;
    }

    long bytesOnDisk() {
        return files().values().stream()
                .mapToLong(f -> f.status().bytesOnDisk())
                .sum();
    }
}
