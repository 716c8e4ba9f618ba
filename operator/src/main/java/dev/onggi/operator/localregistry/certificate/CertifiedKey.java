package dev.onggi.operator.localregistry.certificate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** A certificate and the private key that belongs to it. */
public record CertifiedKey(X509Certificate certificate, PrivateKey privateKey) {

    /**
     * Reads both from PEM.
     *
     * @throws PemException where one of them cannot be read
     */
    public static CertifiedKey parse(String certificate, String privateKey) {
        return new CertifiedKey(Pem.certificate(certificate), Pem.privateKey(privateKey));
    }

    /** The certificate in PEM. */
    public String certificatePem() {
        return Pem.of(certificate);
    }

    /** The private key in PEM (PKCS #8). */
    public String privateKeyPem() {
        return Pem.of(privateKey);
    }

    /** Whether the key is that of the certificate. */
    boolean belongTogether() {
        try {
            var text = "onggi".getBytes(StandardCharsets.US_ASCII);
            var signature = Signature.getInstance(algorithm());
            signature.initSign(privateKey);
            signature.update(text);
            var signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private String algorithm() {
        return switch (privateKey.getAlgorithm()) {
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> privateKey.getAlgorithm(); // Ed25519 and Ed448 are names of both
        };
    }

    @Override
    public String toString() {
        return "CertifiedKey[" + certificate.getSubjectX500Principal() + "]"; // never the key, wherever this is printed
    }
}
