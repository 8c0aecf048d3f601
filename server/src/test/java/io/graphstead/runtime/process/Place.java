package io.graphstead.runtime.process;

import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.JavaNeed;
import io.graphstead.runtime.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;

/** A runtime root for one test, and how runtimes are opened over it. Everything it needs is in one temporary folder. */
record Place(Path folder, ProcessSettings settings) {

    /** In a folder that every user can enter, as an installed server's is. */
    static Place in(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        return closed(folder);
    }

    /** In a folder that only its owner can enter, as a clone in root's home is. */
    static Place closed(Path folder) {
        ProcessSettings d = ProcessSettings.defaults();
        return new Place(
                folder,
                new ProcessSettings(
                        Optional.empty(),
                        d.ports(),
                        d.uids(),
                        folder.resolve("uids"),
                        d.mountPoint().resolve("test-" + folder.getFileName()),
                        d.memoryShare(),
                        d.minFreeDiskMb(),
                        1));
    }

    Place withMinFreeDisk(int megabytes) {
        return new Place(
                folder,
                new ProcessSettings(
                        settings.root(),
                        settings.ports(),
                        settings.uids(),
                        settings.uidClaims(),
                        settings.mountPoint(),
                        settings.memoryShare(),
                        megabytes,
                        settings.outputMb()));
    }

    RuntimeRoot root() {
        return new RuntimeRoot(folder.resolve("runtime"));
    }

    ProcessRuntime open() {
        return open(programs());
    }

    ProcessRuntime open(Programs programs) {
        return new ProcessRuntime(root(), settings, programs, Clock.systemUTC());
    }

    /** The Java that runs the tests is the only one; nothing but empty distributions can be installed. */
    static Programs programs() {
        Path home = Path.of(System.getProperty("java.home"));
        return new Programs() {
            @Override
            public void install(Distribution distribution, Supply supply, InstallProgress progress) {
                throw new UnsupportedOperationException("nothing is fetched here: " + distribution);
            }

            @Override
            public void remove(Distribution distribution) {
                throw new UnsupportedOperationException("nothing is here: " + distribution);
            }

            @Override
            public boolean isInstalled(Distribution distribution) {
                return false;
            }

            @Override
            public Path folderOf(Distribution distribution) {
                return Path.of("/nonexistent");
            }

            @Override
            public Optional<String> origin(Distribution distribution) {
                return Optional.empty();
            }

            @Override
            public Optional<String> obstacle(Distribution distribution) {
                return Optional.empty();
            }

            @Override
            public Optional<Path> findJava(JavaNeed need) {
                return need.fits(java.lang.Runtime.version().feature()) ? Optional.of(home) : Optional.empty();
            }

            @Override
            public String javaRemedy(JavaNeed need) {
                return "install " + need;
            }
        };
    }
}
