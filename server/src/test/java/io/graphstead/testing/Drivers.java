package io.graphstead.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;

/** Neo4j's own driver, for connection URLs of a server with a local CA. */
public final class Drivers {
    private Drivers() {}

    /**
     * Encrypted, and believing nobody but this CA.
     *
     * @param url with {@code +s}, as connection URLs have it; a driver that is told whom to trust wants it without
     */
    public static Driver trusting(Path ca, String url, String username, String password) {
        if (!url.contains("+s:")) {
            throw new AssertionError(url + " does not ask for encryption and trust");
        }
        return GraphDatabase.driver(
                url.replace("+s:", ":"),
                AuthTokens.basic(username, password),
                Config.builder()
                        .withLogging(Logging.none())
                        .withEncryption()
                        .withTrustStrategy(Config.TrustStrategy.trustCustomCertificateSignedBy(ca.toFile()))
                        .build());
    }

    /** As the address says, and with patience for a database that has to be woken first. */
    public static Driver patiently(String url, String username, String password, Duration patience) {
        return GraphDatabase.driver(
                url,
                AuthTokens.basic(username, password),
                Config.builder()
                        .withLogging(Logging.none())
                        .withConnectionTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .withConnectionAcquisitionTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .build());
    }

    /** As the address says. */
    public static Driver plainly(String url, String username, String password) {
        return GraphDatabase.driver(
                url,
                AuthTokens.basic(username, password),
                Config.builder().withLogging(Logging.none()).build());
    }
}
