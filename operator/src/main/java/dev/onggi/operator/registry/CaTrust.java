package dev.onggi.operator.registry;

import static dev.onggi.operator.registry.RegistryException.Kind.CERTIFICATE;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts the given certificates and no others, not even the Java runtime's. */
final class CaTrust {

    private CaTrust() {}

    /**
     * A context for one endpoint.
     *
     * @param pem one or several certificates
     * @throws RegistryException where there is none in it
     */
    static SSLContext context(String pem) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            if (certificates.isEmpty()) {
                throw new RegistryException(CERTIFICATE, "the registry's CA holds no certificate");
            }
            for (var certificate : certificates) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new RegistryException(CERTIFICATE, "the registry's CA cannot be read: " + e.getMessage(), e);
        }
    }
}
