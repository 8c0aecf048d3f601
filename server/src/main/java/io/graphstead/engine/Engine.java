package io.graphstead.engine;

import io.graphstead.archive.ArchiveLimits;
import io.graphstead.archive.RefusedArchive;
import io.graphstead.engine.query.Queries;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Workload;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** One product. Methods that take a {@link Reach} ask a server; every other is pure but for
 * the files that {@link #unpackPlugin}, {@link #recognize} and {@link #look} are given. */
public interface Engine {
    /** Its name in this installation, in the catalogue and in {@code engine} fields: {@code neo4j}, {@code typedb}. */
    String name();

    /** The purposes of the ports that servers of any release of it listen on; the first is the one that clients connect to. */
    List<PortPurpose> ports();

    /** The port at which its clients expect it in the world; empty where they expect none, or say no name in TLS. */
    default OptionalInt usualPort() {
        return OptionalInt.empty();
    }

    /** Those of {@link #ports} that a server of this release listens on; the first is among them. */
    default List<PortPurpose> ports(Version version) {
        return ports();
    }

    /** The one of its ports at which {@link #ask}, {@link #changePassword} and {@link #measure} reach a server. */
    default PortPurpose askedAt(Version version) {
        return ports().getFirst();
    }

    Needs needs(Version version);

    /** The memory that a server of this size takes for certain, in MiB: what is reserved when it is admitted. */
    long reservedMb(Memory memory);

    /** The first user with a password; see {@link #seed}. */
    Credentials firstUser(String generatedPassword);

    /** Files that a new data volume of this release begins with, so that {@code first} can sign in. */
    Map<Path, String> seed(Version version, Credentials first);

    Workload.Template workload(ServerSpec spec);

    /** Asks a running server whether it can serve, waiting no longer than {@code limit}. */
    Readiness ask(Reach reach, Credentials credentials, Duration limit);

    /**
     * Whether a running server serves, whomever: what is asked often. May leave out what {@link #ask} finds out more.
     *
     * @param credentials not looked up where they are not needed
     */
    default boolean serves(Reach reach, Supplier<Credentials> credentials, Duration limit) {
        return !(ask(reach, credentials.get(), limit) instanceof Readiness.NotYet);
    }

    /**
     * Changes the password of the user that the credentials name, on a running server.
     *
     * @throws CannotChangePassword when it does not answer, or the credentials are not valid
     */
    void changePassword(Reach reach, Credentials credentials, String newPassword, Duration limit)
            throws CannotChangePassword;

    /** What a running server tells of itself; empty when it does not answer within {@code limit}. */
    Optional<Figures> measure(Reach reach, Credentials credentials, Duration limit);

    /**
     * Asks a running server to bring its files up to date with its log, so that whoever starts on a copy of them is faster.
     * Answers when it is done, or has not been within {@code limit}; that it is not done is no error.
     */
    default void checkpoint(Reach reach, Credentials credentials, Duration limit) {
        // One that has no such thing recovers from its log.
    }

    /** The files of a volume that make a server the one that it is, and that a copy for another server must lack. */
    Set<Path> identity();

    /** Where in a volume its stores are, without what only helps to recover them. */
    Path stores();

    /**
     * Whether a path in a volume belongs to its users' data, which an import replaces, and not to the server: who may sign
     * in, and who it is.
     */
    boolean isUsersData(String path);

    /** Folders of a volume in which all is its users' data, where their names are known: what need not be copied then. */
    default Set<Path> usersFolders() {
        return Set.of();
    }

    /**
     * Looks at the first bytes of data that was packed elsewhere.
     *
     * @param name what it is called in messages
     * @throws RefusedArchive when it is nothing that could be read
     */
    void recognize(Path packed, String name) throws RefusedArchive, IOException;

    /**
     * Looks through data that was packed elsewhere, from its first byte to its last; it is to be treated as hostile.
     *
     * @param target the release that is going to serve it
     * @param progress is told how many bytes were read, once unpacked
     * @throws RefusedArchive when it cannot be taken in, saying why and what to do
     */
    PackedData look(Path packed, String name, Version target, ArchiveLimits limits, LongConsumer progress)
            throws RefusedArchive, IOException;

    /** How the data of a server is packed for others, on a copy of its volume. */
    Packing packing(ServerSpec spec);

    /** What is wrong with the settings that users want for a server of this release; empty when nothing is. */
    Optional<InvalidSetting> invalid(Version version, Map<String, String> settings);

    /** What users may set for a server of this release, in the order in which it is shown. */
    default List<OfferedSetting> settings(Version version) {
        return List.of();
    }

    /** What keeps a server of one release from taking over the data of another, in words; empty when nothing does. */
    Optional<String> upgradeObstacle(Version from, Version to);

    /**
     * Checks an upload and writes the files that a server loads into an empty folder.
     *
     * @param name the plugin's name, as its user wrote it; may lack an extension
     * @param upload the uploaded file, to be treated as hostile
     * @param target an empty folder
     * @return the files in it, which have names fit for {@link io.graphstead.runtime.Attachment}
     * @throws InvalidPlugin when it is no plugin
     */
    List<Path> unpackPlugin(String name, Path upload, Path target) throws InvalidPlugin, IOException;

    /** Who is to blame for that a server did not come up, by its last output; empty when that does not tell. */
    Optional<Culprit> culprit(ServerSpec spec, List<String> lastOutput);

    /** The address that clients are given: through the gateway, which takes TLS at one port for all that the engine speaks. */
    URI connectionUrl(String host, int port);

    /** The page of the engine's own where people work with the data, at the same address; empty where it has none. */
    default Optional<URI> browserUrl(String host, int port) {
        return Optional.empty();
    }

    /** How its servers are asked in its language; empty where there is no way to. */
    default Optional<Queries> queries(Version version) {
        return Optional.empty();
    }
}
