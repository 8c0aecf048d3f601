package io.graphstead.platform.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A key and the certificates that vouch for it.
 *
 * @param chain the key's own certificate first
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
    Identity {
        chain = List.copyOf(chain);
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    @Override
    public String toString() {
        return "identity of " + certificate().getSubjectX500Principal();
    }
}
