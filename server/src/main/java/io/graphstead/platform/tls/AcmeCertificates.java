package io.graphstead.platform.tls;

import io.graphstead.platform.folder.DataFolder;
import io.graphstead.platform.folder.ServerSettings;
import io.graphstead.platform.keys.Secrets;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public certificate of this installation, kept sealed in PostgreSQL with its key and with that of the account, so that
 * all servers show the same. Looked after every few hours; until there is one, the local CA's serves.
 */
@Singleton
@Requires(beans = {DataFolder.class, Secrets.class})
public final class AcmeCertificates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AcmeCertificates.class);
    private static final String ACCOUNT = "acme-account";
    private static final String CERTIFICATE = "acme-certificate";
    private static final Duration LOOKED_AFTER_EVERY = Duration.ofHours(6);
    /** Authorities count tries that fail, and shut out who makes many. */
    private static final Duration AFTER_A_FAILURE = Duration.ofHours(1);
    /** Renewed when this share of its life is left. */
    private static final int SHARE_LEFT = 3;

    private final AcmeSettings settings;
    private final Secrets secrets;
    private final InstantSource clock;
    private final AcmeOrder order;
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("acme").daemon().factory());
    private volatile @Nullable Identity identity;

    public AcmeCertificates(AcmeSettings settings, ServerSettings server, Secrets secrets, InstantSource clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.clock = clock;
        order = new AcmeOrder(settings, settings.listenAddress().orElse(server.listenAddress()));
        if (settings.isOn()) {
            identity = stored().orElse(null);
        }
    }

    boolean isOn() {
        return settings.isOn();
    }

    Optional<Identity> current() {
        return Optional.ofNullable(identity);
    }

    /** Looks after it from now on. */
    public void start() {
        if (settings.isOn()) {
            looker.execute(this::look);
        }
    }

    private void look() {
        Duration next = LOOKED_AFTER_EVERY;
        try {
            lookAfter();
        } catch (AcmeOrder.Failed failed) {
            LOG.warn("{}; tried again in an hour", failed.getMessage());
            next = AFTER_A_FAILURE;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException unforeseen) {
            LOG.error("The public certificate cannot be looked after", unforeseen);
            next = AFTER_A_FAILURE;
        }
        if (!looker.isShutdown()) {
            looker.schedule(this::look, next.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Takes what another server has fetched, or fetches one where it is time for that. */
    void lookAfter() throws AcmeOrder.Failed, InterruptedException {
        Optional<Identity> there = stored();
        if (there.isPresent() && isGood(there.get().certificate())) {
            if (!there.get().chain().equals(current().map(Identity::chain).orElse(List.of()))) {
                identity = there.get();
            }
            return;
        }
        KeyPair key = newKeys();
        Identity fetched = new Identity(key.getPrivate(), order.fetch(account(), key));
        secrets.put(CERTIFICATE, encoded(fetched));
        identity = fetched;
        LOG.info(
                "A public certificate for {} was fetched; it ends on {}",
                String.join(", ", settings.domains()),
                fetched.certificate().getNotAfter().toInstant());
    }

    private boolean isGood(X509Certificate certificate) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        Instant renewal = until.minus(Duration.between(from, until).dividedBy(SHARE_LEFT));
        return clock.instant().isBefore(renewal) && names(certificate).containsAll(settings.domains());
    }

    private static Set<String> names(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(names -> names.stream())
                    .map(name -> String.valueOf(name.get(1)))
                    .collect(Collectors.toSet());
        } catch (GeneralSecurityException unreadable) {
            return Set.of();
        }
    }

    private KeyPair account() {
        byte[] pem = secrets.getOrCreate(ACCOUNT, () -> {
            KeyPair fresh = newKeys();
            return (Pem.of(fresh.getPrivate()) + Pem.of(fresh.getPublic())).getBytes(StandardCharsets.US_ASCII);
        });
        try {
            String text = new String(pem, StandardCharsets.US_ASCII);
            return new KeyPair(Pem.publicKey(text), Pem.privateKey(text));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the key of the ACME account cannot be read", broken);
        }
    }

    private Optional<Identity> stored() {
        return secrets.find(CERTIFICATE).map(pem -> {
            try {
                String text = new String(pem, StandardCharsets.US_ASCII);
                PrivateKey key = Pem.privateKey(text);
                return new Identity(key, Pem.certificates(text));
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException("the stored public certificate cannot be read", broken);
            }
        });
    }

    private static byte[] encoded(Identity identity) {
        return (Pem.of(identity.key()) + identity.chain().stream().map(Pem::of).collect(Collectors.joining()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }
}
