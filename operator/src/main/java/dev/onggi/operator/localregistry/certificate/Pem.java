package dev.onggi.operator.localregistry.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Certificates and private keys as text (RFC 7468). */
final class Pem {

    private static final int LINE = 64;
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static String of(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n" + ENCODER.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate in memory can be encoded", e);
        }
    }

    /** In PKCS #8, which everybody reads. */
    static String of(PrivateKey key) {
        return "-----BEGIN PRIVATE KEY-----\n" + ENCODER.encodeToString(key.getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    static X509Certificate certificate(String pem) {
        return certificates(pem).getFirst();
    }

    /** All certificates of a text, of which there is at least one. */
    static List<X509Certificate> certificates(String pem) {
        try {
            var input = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            var all = CertificateFactory.getInstance("X.509").generateCertificates(input).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (all.isEmpty()) {
                throw new PemException("not a certificate in PEM", null);
            }
            return all;
        } catch (GeneralSecurityException e) {
            throw new PemException("not a certificate in PEM", e);
        }
    }

    /** The certificates of a text, each as a text of one form, whatever line ends and comments were between them. */
    static List<String> blocks(String pem) {
        return pem.isBlank()
                ? List.of()
                : certificates(pem).stream().map(Pem::of).toList();
    }

    /** A private key in PKCS #8, or in the older forms of RSA and elliptic curves; without a passphrase. */
    static PrivateKey privateKey(String pem) {
        try (var parser = new PEMParser(new StringReader(pem))) {
            for (var part = parser.readObject(); part != null; part = parser.readObject()) {
                switch (part) {
                    case PrivateKeyInfo key -> {
                        return new JcaPEMKeyConverter().getPrivateKey(key);
                    }
                    case PEMKeyPair pair -> {
                        return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    default -> {} // parameters of a curve stand before its key
                }
            }
            throw new PemException("not a private key in PEM without a passphrase", null);
        } catch (IOException | RuntimeException e) {
            throw e instanceof PemException known
                    ? known
                    : new PemException("not a private key in PEM without a passphrase", e);
        }
    }
}
