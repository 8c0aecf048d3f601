package io.graphstead.runtime.process.distribution;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the programs of engines come from. */
@ConfigurationProperties("graphstead.engines")
public record EngineSettings(
        @Describe("Further homes of installed Javas to choose from, beside the usual folders. None unless set.")
        Optional<List<Path>> javaHomes,

        @Describe("The Maven settings.xml whose mirrors, proxies and credentials are used to fetch engines. Unless set:"
                + " .m2/settings.xml in the home folder of the user that runs the server.")
        Optional<Path> mavenSettings,

        @Describe("The Maven repository on this machine that downloads are kept in and looked for first. Unless set:"
                + " .repository in the folder of the engines.")
        Optional<Path> mavenRepository) {

    /** What holds when nothing is set. */
    public static EngineSettings defaults() {
        return new EngineSettings(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
