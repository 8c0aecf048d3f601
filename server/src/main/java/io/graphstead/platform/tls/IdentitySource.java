package io.graphstead.platform.tls;

import io.graphstead.platform.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the server's certificate comes from, and when it is time for another. */
sealed interface IdentitySource {
    /** Another identity, if the one in use should be replaced by now; cheap enough to be asked at every connection. */
    Optional<Identity> due();

    /** From the local CA: for 90 days, replaced when a third of them is left. */
    final class FromAuthority implements IdentitySource {
        static final Duration LIFE = Duration.ofDays(90);
        private static final Duration LEFT_AT_RENEWAL = Duration.ofDays(30);

        private final LocalAuthority authority;
        private final Set<String> names;
        private final InstantSource clock;
        private Instant renewal = Instant.MIN;

        FromAuthority(LocalAuthority authority, List<String> moreNames, InstantSource clock) {
            this.authority = authority;
            this.clock = clock;
            names = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
            names.addAll(moreNames);
        }

        @Override
        public synchronized Optional<Identity> due() {
            Instant now = clock.instant();
            if (now.isBefore(renewal)) {
                return Optional.empty();
            }
            renewal = now.plus(LIFE).minus(LEFT_AT_RENEWAL);
            return Optional.of(authority.issue(names, now, LIFE));
        }
    }

    /** From a public authority, and until it has given one, from elsewhere. */
    final class FromAcme implements IdentitySource {
        private final AcmeCertificates certificates;
        private final IdentitySource meanwhile;
        private Optional<Identity> used = Optional.empty();

        FromAcme(AcmeCertificates certificates, IdentitySource meanwhile) {
            this.certificates = certificates;
            this.meanwhile = meanwhile;
        }

        @Override
        public synchronized Optional<Identity> due() {
            Optional<Identity> now = certificates.current();
            if (now.isEmpty()) {
                return meanwhile.due();
            }
            if (now.equals(used)) {
                return Optional.empty();
            }
            used = now;
            return now;
        }
    }

    /** From the operator's files. A change that cannot be used is told once, and the identity in use stays. */
    final class FromFiles implements IdentitySource {
        private static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(5);

        private final Path certificateFile;
        private final Path keyFile;
        private final InstantSource clock;
        private Instant nextLook = Instant.MIN;
        private List<FileTime> seen = List.of();

        FromFiles(Path certificateFile, Path keyFile, InstantSource clock) {
            this.certificateFile = certificateFile;
            this.keyFile = keyFile;
            this.clock = clock;
        }

        /** @throws CannotStart naming the file and what is wrong with it */
        @Override
        public synchronized Optional<Identity> due() {
            Instant now = clock.instant();
            if (now.isBefore(nextLook)) {
                return Optional.empty();
            }
            nextLook = now.plus(LOOKED_AT_EVERY);
            List<FileTime> times = List.of(lastChange(certificateFile), lastChange(keyFile));
            if (times.equals(seen)) {
                return Optional.empty();
            }
            seen = times;
            return Optional.of(read());
        }

        private Identity read() {
            Identity identity = new Identity(
                    parse(keyFile, "tls.key-file", Pem::privateKey),
                    parse(certificateFile, "tls.certificate-file", Pem::certificates));
            if (!belongTogether(identity)) {
                throw new CannotStart("the key in " + keyFile + " is not that of the first certificate in "
                        + certificateFile + "; put the server's own certificate first, then its chain");
            }
            return identity;
        }

        private static boolean belongTogether(Identity identity) {
            PublicKey publicKey = identity.certificate().getPublicKey();
            String algorithm = switch (publicKey.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> publicKey.getAlgorithm();
            };
            try {
                byte[] message = {1, 2, 3};
                Signature signature = Signature.getInstance(algorithm);
                signature.initSign(identity.key());
                signature.update(message);
                byte[] signed = signature.sign();
                signature.initVerify(publicKey);
                signature.update(message);
                return signature.verify(signed);
            } catch (GeneralSecurityException ofDifferentKinds) {
                return false;
            }
        }

        private static FileTime lastChange(Path file) {
            try {
                return Files.getLastModifiedTime(file);
            } catch (IOException gone) {
                return FileTime.fromMillis(0);
            }
        }

        private interface Parser<T> {
            T parse(String text) throws GeneralSecurityException;
        }

        private static <T> T parse(Path file, String setting, Parser<T> parser) {
            try {
                return parser.parse(Files.readString(file));
            } catch (IOException unreadable) {
                throw new CannotStart(setting + " " + file + " cannot be read: " + unreadable, unreadable);
            } catch (GeneralSecurityException | IllegalArgumentException broken) {
                throw new CannotStart(setting + " " + file + " cannot be used: " + broken.getMessage(), broken);
            }
        }
    }
}
