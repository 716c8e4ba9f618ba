package dev.onggi.operator.nodeproxy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The CAs that a registry's certificate may be signed by, from a file that is replaced when they are renewed. It is
 * compared before each connection: it is small, and connections are kept.
 */
final class Authority {

    private final Path file;
    private byte[] known = {};
    private SSLSocketFactory sockets;

    Authority(Path file) {
        this.file = file;
    }

    /**
     * Makes sockets that trust these CAs alone.
     *
     * @throws IOException when the file cannot be read or holds no certificate
     */
    synchronized SSLSocketFactory sockets() throws IOException {
        byte[] current = Files.readAllBytes(file);
        if (sockets == null || !Arrays.equals(known, current)) {
            sockets = trusting(current);
            known = current;
        }
        return sockets;
    }

    private SSLSocketFactory trusting(byte[] pem) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("the CA in " + file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
