package io.graphstead.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Where archives lie that came in and are not loaded yet, and those that wait to be fetched. Each is called after its
 * operation, so that a server that was killed finds them again, and what belongs to none is known.
 *
 * @param path only the server's user may enter
 */
public record TransferFolder(Path path) {
    private static final String MAKING = ".making";

    /** The archive that an operation imports, whether it is there or not. */
    Path incoming(OperationId operation) {
        return made("incoming").resolve(operation.toString());
    }

    /** Where what an operation exports is written, before it counts. */
    Path making(OperationId operation) {
        return made("exports").resolve(operation + MAKING);
    }

    /** @param ending of its name, such as {@code dump} */
    void finish(OperationId operation, String ending) throws IOException {
        Files.move(
                making(operation),
                made("exports").resolve(operation + "." + ending),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** What an operation exported. */
    Optional<Path> export(OperationId operation) {
        return all("exports").stream()
                .filter(file -> operationOf(file).equals(Optional.of(operation)) && !isBeingMade(file))
                .findFirst();
    }

    List<Path> allIncoming() {
        return all("incoming");
    }

    List<Path> allExports() {
        return all("exports");
    }

    static boolean isBeingMade(Path file) {
        return file.toString().endsWith(MAKING);
    }

    /** The ending that an export was given. */
    static String ending(Path export) {
        String name = String.valueOf(export.getFileName());
        return name.substring(name.indexOf('.') + 1);
    }

    static Optional<OperationId> operationOf(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        try {
            return Optional.of(new OperationId(UUID.fromString(dot < 0 ? name : name.substring(0, dot))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<Path> all(String folder) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(made(folder))) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private Path made(String folder) {
        try {
            Path made = Files.createDirectories(path.resolve(folder));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + path + " for imports and exports cannot be made", e);
        }
    }
}
