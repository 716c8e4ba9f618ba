package dev.onggi.operator.localregistry.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Certificates and private keys as text (RFC 7468). */
final class Pem {

    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";
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

    static String of(PrivateKey key) {
        return KEY_BEGIN + "\n" + ENCODER.encodeToString(key.getEncoded()) + "\n" + KEY_END + "\n";
    }

    static X509Certificate certificate(String pem) {
        try {
            var input = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
        } catch (GeneralSecurityException e) {
            throw new PemException("not a certificate in PEM", e);
        }
    }

    static PrivateKey privateKey(String pem) {
        try {
            var body = pem.replace(KEY_BEGIN, "").replace(KEY_END, "").replaceAll("\\s", "");
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new PemException("not a private key of an elliptic curve in PEM (PKCS #8)", e);
        }
    }
}
