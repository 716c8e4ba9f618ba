package dev.onggi.operator.localregistry.certificate;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys (ECDSA on P-256) and certificates. */
public final class CertificateIssuer {

    /** Life of the operator's CA: no registry outlives it unnoticed, and nodes need not learn a new one. */
    static final Duration CA_LIFE = Duration.ofDays(3650);

    /** Life of a registry's certificate. */
    static final Duration LEAF_LIFE = Duration.ofDays(90);

    /** Certificates are valid a little before they are made: clocks of nodes differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final X500Principal CA_NAME = new X500Principal("CN=Onggi local registries");
    private static final int SERIAL_BITS = 128;

    private final Clock clock;
    private final SecureRandom random;

    /** An issuer; {@code random} is what keys and serial numbers come from. */
    public CertificateIssuer(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new CA. It can sign certificates of servers and no further CA. */
    public CertifiedKey ca() {
        try {
            var keys = keyPair();
            var builder =
                    builder(CA_NAME, CA_NAME, keys.getPublic(), clock.instant().plus(CA_LIFE));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return signed(builder, keys, keys);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("every Java runtime can make an EC certificate", e);
        }
    }

    /** A new certificate of a server with these names, signed by the CA. It ends with the CA at the latest. */
    public CertifiedKey leaf(CertifiedKey ca, ServerNames names) {
        return leaf(ca, names, KeyPurposeId.id_kp_serverAuth);
    }

    /** A new certificate of a client with this name, signed by the CA, which no server can use. */
    public CertifiedKey client(CertifiedKey ca, String name) {
        return leaf(ca, new ServerNames(List.of(name), List.of()), KeyPurposeId.id_kp_clientAuth);
    }

    private CertifiedKey leaf(CertifiedKey ca, ServerNames names, KeyPurposeId purpose) {
        try {
            var keys = keyPair();
            var caEnd = ca.certificate().getNotAfter().toInstant();
            var end = clock.instant().plus(LEAF_LIFE);
            var builder = builder(
                    ca.certificate().getSubjectX500Principal(),
                    new X500Principal("CN=" + names.first()),
                    keys.getPublic(),
                    end.isBefore(caEnd) ? end : caEnd);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            builder.addExtension(Extension.subjectAlternativeName, false, names.toGeneralNames());
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(ca.certificate()));
            return signed(builder, keys, new KeyPair(ca.certificate().getPublicKey(), ca.privateKey()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("every Java runtime can make an EC certificate", e);
        }
    }

    private KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private X509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, PublicKey key, Instant notAfter)
            throws GeneralSecurityException, IOException {
        var builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                Date.from(clock.instant().minus(CLOCK_SKEW)),
                Date.from(notAfter),
                subject,
                key);
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        return builder;
    }

    private static CertifiedKey signed(X509v3CertificateBuilder builder, KeyPair keys, KeyPair signer)
            throws GeneralSecurityException, OperatorCreationException {
        var signature = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate());
        var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signature));
        return new CertifiedKey(certificate, keys.getPrivate());
    }
}
