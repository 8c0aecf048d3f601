package io.graphstead.cli.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates that a server's own must be signed by; no others are trusted.
 *
 * @param pem one or more, as PEM
 */
public record TrustedCa(String pem) {
    /** Those of a file. */
    public static TrustedCa of(Path file) {
        try {
            TrustedCa ca = new TrustedCa(Files.readString(file));
            ca.context();
            return ca;
        } catch (IOException | IllegalStateException e) {
            throw new IllegalStateException("cannot read the certificate in " + file + ": " + e.getMessage(), e);
        }
    }

    /** TLS that trusts these certificates and no others. */
    public SSLContext context() {
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            if (certificates.isEmpty()) {
                throw new IllegalStateException("it holds none");
            }
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int count = 0;
            for (Certificate each : certificates) {
                trusted.setCertificateEntry("ca" + count++, each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
