package io.graphstead.runtime.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the kernel's error numbers for files mean, as Java's exceptions. */
final class Errors {
    static final int ENXIO = 6;
    static final int EINVAL = 22;

    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int EEXIST = 17;
    private static final int ENOTDIR = 20;
    private static final int ENOSPC = 28;
    private static final int ELOOP = 40;
    private static final int EDQUOT = 122;

    private Errors() {}

    /** Answers what the call answered, or throws what its negative answer means. What became something else counts as gone. */
    static long check(String what, long answer) throws IOException {
        if (answer >= 0) {
            return answer;
        }
        throw switch ((int) -answer) {
            case ENOENT, ENXIO, ENOTDIR, ELOOP -> new NoSuchFileException(what);
            case EEXIST -> new FileAlreadyExistsException(what);
            case EPERM, EACCES -> new AccessDeniedException(what);
            case ENOSPC, EDQUOT -> new FileSystemException(what, null, "no space is left on the disk");
            default -> new FileSystemException(what, null, "error " + -answer);
        };
    }
}
