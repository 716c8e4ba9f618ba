package dev.onggi.operator.gateway;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the gateway proves with who it is.
 *
 * @param key the private key
 * @param chain its certificate, and those between it and the authority
 */
record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {

    @Override
    public String toString() {
        return "ServerCertificate[" + chain.getFirst().getSubjectX500Principal() + "]"; // never the key
    }
}
