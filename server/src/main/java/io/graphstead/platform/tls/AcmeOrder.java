package io.graphstead.platform.tls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.GenericAcmeProvider;

/** Fetches one certificate from an authority. */
final class AcmeOrder {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AcmeSettings settings;
    private final String listenAddress;

    AcmeOrder(AcmeSettings settings, String listenAddress) {
        this.settings = settings;
        this.listenAddress = listenAddress;
    }

    /** There is no certificate, in words for the operator. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String words, Throwable cause) {
            super(words, cause);
        }
    }

    /**
     * @param account the key that the authority knows this installation by
     * @param key what the certificate is for
     */
    List<X509Certificate> fetch(KeyPair account, KeyPair key) throws Failed, InterruptedException {
        try (AcmeChallenge challenge = new AcmeChallenge(listenAddress, settings.httpPort())) {
            AccountBuilder known = new AccountBuilder().useKeyPair(account).agreeToTermsOfService();
            settings.email().ifPresent(known::addEmail);
            Login login = known.createLogin(session());
            Order order = login.newOrder().domains(settings.domains()).create();
            for (Authorization authorization : order.getAuthorizations()) {
                prove(authorization, challenge);
            }
            order.waitUntilReady(PATIENCE);
            order.execute(key);
            if (order.waitForCompletion(PATIENCE) != Status.VALID) {
                throw new AcmeException("the order was not completed" + why(order.getError()));
            }
            return order.getCertificate().getCertificateChain();
        } catch (AcmeException | IllegalStateException refused) {
            throw new Failed(
                    settings.directory().getHost() + " gives no certificate for "
                            + String.join(", ", settings.domains()) + ": " + refused.getMessage(),
                    refused);
        } catch (IOException taken) {
            throw new Failed(
                    "port " + settings.httpPort() + " of " + listenAddress + " cannot be listened on ("
                            + taken.getMessage() + "); free it, or set tls.acme.http-port to one that port 80 leads to",
                    taken);
        } catch (GeneralSecurityException unusable) {
            throw new Failed("tls.acme.directory-ca-file cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static void prove(Authorization authorization, AcmeChallenge listening)
            throws AcmeException, InterruptedException {
        if (authorization.getStatus() == Status.VALID) {
            return;
        }
        Http01Challenge challenge = authorization
                .findChallenge(Http01Challenge.class)
                .orElseThrow(() -> new AcmeException("it does not look by HTTP-01"));
        listening.expect(challenge.getToken(), challenge.getAuthorization());
        challenge.trigger();
        if (authorization.waitForCompletion(PATIENCE) != Status.VALID) {
            challenge.fetch();
            throw new AcmeException("it does not find this server behind "
                    + authorization.getIdentifier().getDomain() + why(challenge.getError()));
        }
    }

    private static String why(Optional<Problem> problem) {
        return problem.flatMap(Problem::getDetail).map(words -> ": " + words).orElse("");
    }

    private Session session() throws IOException, GeneralSecurityException {
        URI directory = settings.directory();
        Optional<Path> ca = settings.directoryCaFile();
        return ca.isEmpty()
                ? new Session(directory)
                : new Session(directory, new Believing(contextOf(Pem.certificates(Files.readString(ca.get())))));
    }

    private static SSLContext contextOf(List<X509Certificate> believed) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < believed.size(); i++) {
            store.setCertificateEntry("ca" + i, believed.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** An authority of which the operator says by whom it is believed. */
    private static final class Believing extends GenericAcmeProvider {
        private final SSLContext tls;

        Believing(SSLContext tls) {
            this.tls = tls;
        }

        @Override
        protected HttpConnector createHttpConnector(NetworkSettings network) {
            return new HttpConnector(network) {
                @Override
                public HttpClient.Builder createClientBuilder() {
                    return super.createClientBuilder().sslContext(tls);
                }
            };
        }
    }
}
