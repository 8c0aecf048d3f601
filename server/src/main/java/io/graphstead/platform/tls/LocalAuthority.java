package io.graphstead.platform.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The CA of one installation (EC P-256): vouches for its servers to those who were given {@code ca.pem}. */
final class LocalAuthority {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(365 * 20L);
    /** Clocks differ: what is given now holds for those who are a little behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final int SERIAL_BITS = 127;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Identity identity;

    private LocalAuthority(Identity identity) {
        this.identity = identity;
    }

    /** A new CA, encoded as it is kept. */
    static byte[] create(Instant now) {
        byte[] random = new byte[4];
        RANDOM.nextBytes(random);
        X500Principal name =
                new X500Principal("CN=Graphstead local CA " + HexFormat.of().formatHex(random));
        KeyPair keys = newKeys();
        try {
            X509v3CertificateBuilder builder =
                    builder(name, name, keys.getPublic(), now.minus(BACKDATED), now.plus(AUTHORITY_LIFE));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            X509Certificate certificate = sign(builder, keys.getPrivate());
            return (Pem.of(keys.getPrivate()) + Pem.of(certificate)).getBytes(StandardCharsets.US_ASCII);
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static LocalAuthority decode(byte[] kept) {
        String text = new String(kept, StandardCharsets.US_ASCII);
        try {
            return new LocalAuthority(new Identity(Pem.privateKey(text), Pem.certificates(text)));
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("the local CA is damaged", damaged);
        }
    }

    X509Certificate certificate() {
        return identity.certificate();
    }

    /**
     * A new key for a server, with a certificate.
     *
     * @param names host names and IP addresses
     */
    Identity issue(Collection<String> names, Instant now, Duration life) {
        KeyPair keys = newKeys();
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = builder(
                    identity.certificate().getSubjectX500Principal(),
                    new X500Principal("CN=Graphstead server"),
                    keys.getPublic(),
                    now.minus(BACKDATED),
                    now.plus(life));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(names.stream().map(LocalAuthority::asn1).toArray(GeneralName[]::new)));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(
                            identity.certificate().getPublicKey()));
            return new Identity(keys.getPrivate(), List.of(sign(builder, identity.key()), identity.certificate()));
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static GeneralName asn1(String name) {
        boolean address = ADDRESS.matcher(name).matches();
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, PublicKey key, Instant from, Instant until) {
        BigInteger serial = new BigInteger(SERIAL_BITS, RANDOM).setBit(0);
        return new JcaX509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(until), subject, key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
        } catch (OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
