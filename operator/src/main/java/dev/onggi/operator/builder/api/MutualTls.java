package dev.onggi.operator.builder.api;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS in which each side shows a certificate of the operator's CA, and takes from the other one name alone. The address is
 * of no account: Pods have one only when their certificates are there already.
 */
public final class MutualTls {

    private MutualTls() {}

    /**
     * A context.
     *
     * @param certificate the own certificate
     * @param privateKey its key
     * @param authorities CAs, one of which has signed the peer's certificate
     * @param peer name that the peer's certificate has to have
     */
    public static SSLContext context(
            X509Certificate certificate, PrivateKey privateKey, List<X509Certificate> authorities, String peer)
            throws GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted(authorities));
        var byCa = Stream.of(trust.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(
                new KeyManager[] {new OwnKey(certificate, privateKey)},
                new TrustManager[] {new OnePeer(byCa, peer)},
                null);
        return context;
    }

    private static KeyStore trusted(List<X509Certificate> authorities) throws GeneralSecurityException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (var authority : authorities) {
                store.setCertificateEntry("ca-" + store.size(), authority);
            }
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty store needs no file", e);
        }
    }

    /** The CA's word, and the one name beside it. */
    private static final class OnePeer extends X509ExtendedTrustManager {

        /** The kind of a DNS name among a certificate's names (RFC 5280, 4.2.1.6). */
        private static final Integer DNS = 2;

        private final X509ExtendedTrustManager byCa;
        private final String name;

        private OnePeer(X509ExtendedTrustManager byCa, String name) {
            this.byCa = byCa;
            this.name = name;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            byCa.checkClientTrusted(chain, type);
            checkName(chain[0]);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            byCa.checkServerTrusted(chain, type);
            checkName(chain[0]);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return byCa.getAcceptedIssuers();
        }

        private void checkName(X509Certificate certificate) throws CertificateException {
            var names = certificate.getSubjectAlternativeNames();
            if (names == null
                    || names.stream()
                            .noneMatch(entry -> DNS.equals(entry.get(0)) && Objects.equals(name, entry.get(1)))) {
                throw new CertificateException("the certificate is not that of " + name);
            }
        }
    }
}
