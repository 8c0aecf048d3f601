package io.graphstead.platform.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and PKCS#8 keys as text. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final int LINE = 64;

    private Pem() {}

    static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    static String of(PublicKey key) {
        return block("PUBLIC KEY", key.getEncoded());
    }

    /** @throws GeneralSecurityException if there is no public key of an elliptic curve in the text */
    static PublicKey publicKey(String text) throws GeneralSecurityException {
        List<byte[]> keys = blocks(text, "PUBLIC KEY");
        if (keys.isEmpty()) {
            throw new GeneralSecurityException("it holds no -----BEGIN PUBLIC KEY-----");
        }
        return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(keys.getFirst()));
    }

    private static String block(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + type + "-----\n";
    }

    /** @throws GeneralSecurityException in words, if there is no certificate in the text */
    static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] content : blocks(text, "CERTIFICATE")) {
            certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(content)));
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("it holds no -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /** @throws GeneralSecurityException in words, if there is no key in the text that can be used */
    static PrivateKey privateKey(String text) throws GeneralSecurityException {
        List<byte[]> keys = blocks(text, "PRIVATE KEY");
        if (keys.isEmpty()) {
            throw new GeneralSecurityException(
                    "it holds no -----BEGIN PRIVATE KEY----- (PKCS#8 without a password; make"
                            + " one with: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW)");
        }
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst()));
            } catch (InvalidKeySpecException anotherAlgorithm) {
                continue;
            }
        }
        throw new GeneralSecurityException("its key is neither EC nor RSA nor Ed25519");
    }

    private static List<byte[]> blocks(String text, String type) {
        List<byte[]> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).equals(type)) {
                blocks.add(Base64.getMimeDecoder().decode(matcher.group(2).getBytes(StandardCharsets.US_ASCII)));
            }
        }
        return blocks;
    }
}
