package io.graphstead.runtime.process;

import io.graphstead.platform.configuration.Describe;
import io.graphstead.runtime.PortRange;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How databases run on this machine.
 *
 * @param root the runtime root; by default {@code runtime} below the server's data folder
 * @param ports where databases listen, both ends included
 * @param uids whom databases run as when the server is root, both ends included
 * @param uidClaims where servers of this machine agree on who has which uid. On a disk, not below {@code /run}: the files
 *     of a database keep their owner when the machine starts again, and so must the claim
 * @param mountPoint where folders are bound that databases could not reach otherwise; seen by the database alone
 * @param memoryShare share of this machine's memory that databases may reserve together, in percent
 * @param minFreeDiskMb disk space below which nothing is made or started, in MiB
 * @param outputMb size at which the file with a database's output is put aside, in MiB; two older ones are kept
 */
@ConfigurationProperties("graphstead.runtime")
public record ProcessSettings(
        @Describe("Folder of the databases and of the programs that they run. Default: runtime in the data folder.")
        Optional<Path> root,

        @Bindable(defaultValue = "20000-29999")
        @Describe(
                "Ports that databases listen on, on the loopback interface; outside the range that the kernel gives to"
                        + " outgoing connections.")
        String ports,

        @Bindable(defaultValue = "30000-39999")
        @Describe("User ids that databases run as, one for each, when the server runs as root.")
        String uids,

        @Bindable(defaultValue = "/var/lib/graphstead/uids")
        @Describe("Folder where the servers of this machine note which user id belongs to which database.")
        Path uidClaims,

        @Bindable(defaultValue = "/run/graphstead")
        @Describe("Where folders are mounted, for the database alone, that its user could not reach otherwise.")
        Path mountPoint,

        @Bindable(defaultValue = "80")
        @Describe("Share of this machine's memory that databases may reserve together, in percent.")
        int memoryShare,

        @Bindable(defaultValue = "1024") @Describe("Free disk space in MiB below which no database is made or started.")
        int minFreeDiskMb,

        @Bindable(defaultValue = "16")
        @Describe("Size in MiB at which the file with a database's output is put aside; two older ones are kept.")
        int outputMb) {

    public ProcessSettings {
        Range.parse("runtime.ports", ports, 1024, 65_535);
        Range range = Range.parse("runtime.uids", uids, 1000, 99_999);
        if (range.first <= 65_519 && range.last >= 61_184) {
            throw new IllegalArgumentException("runtime.uids " + uids
                    + " overlaps 61184-65519, which systemd gives away itself; choose another range");
        }
        if (memoryShare < 1 || memoryShare > 100) {
            throw new IllegalArgumentException(
                    "runtime.memory-share is a percentage from 1 to 100, not " + memoryShare);
        }
        if (minFreeDiskMb < 0 || outputMb < 1) {
            throw new IllegalArgumentException("runtime.min-free-disk-mb and runtime.output-mb cannot be negative");
        }
    }

    /** All defaults. */
    public static ProcessSettings defaults() {
        return new ProcessSettings(
                Optional.empty(),
                "20000-29999",
                "30000-39999",
                Path.of("/var/lib/graphstead/uids"),
                Path.of("/run/graphstead"),
                80,
                1024,
                16);
    }

    /** Where databases listen. */
    public PortRange portRange() {
        Range range = Range.parse("runtime.ports", ports, 1024, 65_535);
        return new PortRange(range.first, range.last);
    }

    Range uidRange() {
        return Range.parse("runtime.uids", uids, 1000, 99_999);
    }

    /** Whole numbers, both ends included. */
    record Range(int first, int last) {
        static Range parse(String setting, String text, int lowest, int highest) {
            String[] ends = text.strip().split("\\s*-\\s*", -1);
            if (ends.length == 2 && ends[0].matches("\\d{1,5}") && ends[1].matches("\\d{1,5}")) {
                Range range = new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
                if (lowest <= range.first && range.first <= range.last && range.last <= highest) {
                    return range;
                }
            }
            throw new IllegalArgumentException(setting + " is a range such as " + lowest + "-" + highest
                    + " within these bounds, not \"" + text + "\"");
        }
    }
}
