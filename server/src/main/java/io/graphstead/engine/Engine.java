package io.graphstead.engine;

import io.graphstead.runtime.Needs;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Workload;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One product. Every method but {@link #ask} is pure. */
public interface Engine {
    /** Its name in this installation, in the catalogue and in {@code engine} fields: {@code neo4j}, {@code typedb}. */
    String name();

    /** The purposes of the ports that a server of it listens on; the first is the one that clients connect to. */
    List<PortPurpose> ports();

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

    /** The address that clients are given, for a plain connection on {@code host}. */
    URI connectionUrl(String host, int port);
}
