package io.graphstead.cli;

import io.graphstead.fleet.ServerName;
import io.graphstead.fleet.TransferFolder;
import io.graphstead.platform.CannotStart;
import io.graphstead.platform.folder.DataFolder;
import io.graphstead.platform.folder.PrivateFile;
import io.graphstead.runtime.process.ProcessSettings;
import io.graphstead.runtime.process.Programs;
import io.graphstead.runtime.process.RuntimeRoot;
import io.graphstead.runtime.process.distribution.ArchiveSettings;
import io.graphstead.runtime.process.distribution.DistributionStore;
import io.graphstead.runtime.process.distribution.EngineSettings;
import io.graphstead.runtime.process.distribution.JavaHomes;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Where the parts of the server that do not know each other are put together. */
@Factory
final class ServerBeans {
    @Singleton
    RuntimeRoot runtimeRoot(ProcessSettings settings, DataFolder folder) {
        return rootFor(settings, folder.root());
    }

    /** For commands that look at it beside a running server, too. */
    static RuntimeRoot rootFor(ProcessSettings settings, Path dataFolder) {
        return new RuntimeRoot(settings.root().orElseGet(() -> dataFolder.resolve("runtime")));
    }

    @Singleton
    DistributionStore distributions(RuntimeRoot root, EngineSettings settings, ArchiveSettings archives, Clock clock) {
        return new DistributionStore(root.path().resolve("engines"), settings, archives, clock);
    }

    @Singleton
    JavaHomes javaHomes(EngineSettings settings) {
        return new JavaHomes(settings.javaHomes().orElse(List.of()));
    }

    @Singleton
    Programs programs(DistributionStore store, JavaHomes javas) {
        return new ProgramsOfStore(store, javas);
    }

    @Singleton
    TransferFolder transferFolder(DataFolder folder) {
        return new TransferFolder(folder.root().resolve("transfers"));
    }

    @Singleton
    ServerName serverName(DataFolder folder) {
        Path file = folder.root().resolve("server-id");
        try {
            byte[] name = PrivateFile.readOrCreate(
                    file, () -> UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
            return new ServerName(new String(name, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new CannotStart("the file " + file + " cannot be read or written: " + e.getMessage(), e);
        }
    }
}
