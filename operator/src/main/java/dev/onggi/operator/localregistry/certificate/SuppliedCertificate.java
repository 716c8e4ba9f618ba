package dev.onggi.operator.localregistry.certificate;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.PrivateKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A certificate that somebody else made, and whether a registry can use it. */
public sealed interface SuppliedCertificate {

    /** It can be used. */
    record Usable(TlsMaterial material) implements SuppliedCertificate {}

    /** It cannot; {@code cause} is a half-sentence, without anything secret. */
    record Unusable(String cause) implements SuppliedCertificate {}

    /**
     * Looks at one.
     *
     * @param certificate the certificate in PEM, with intermediate ones after it
     * @param privateKey the key in PEM
     * @param authorities the CAs in PEM
     * @param names the names that it has to be valid for
     */
    static SuppliedCertificate of(
            String certificate, String privateKey, String authorities, ServerNames names, Instant now) {
        try {
            var chain = parse("tls.crt", certificate);
            var anchors = parse("ca.crt", authorities);
            var pair = new CertifiedKey(chain.getFirst(), key(privateKey));
            check(pair, chain, anchors, names, now);
            return new Usable(new TlsMaterial(
                    chain.stream().map(Pem::of).collect(Collectors.joining()),
                    pair.privateKeyPem(),
                    anchors.stream().map(Pem::of).collect(Collectors.joining())));
        } catch (UnusableCertificateException e) {
            return new Unusable(e.getMessage());
        }
    }

    private static void check(
            CertifiedKey pair,
            List<X509Certificate> chain,
            List<X509Certificate> anchors,
            ServerNames names,
            Instant now) {
        var leaf = pair.certificate();
        if (!pair.belongTogether()) {
            throw new UnusableCertificateException("its tls.key does not belong to its tls.crt");
        }
        if (!now.isBefore(leaf.getNotAfter().toInstant())) {
            throw new UnusableCertificateException("the certificate in its tls.crt expired at "
                    + leaf.getNotAfter().toInstant());
        }
        if (now.isBefore(leaf.getNotBefore().toInstant())) {
            throw new UnusableCertificateException("the certificate in its tls.crt is not valid before "
                    + leaf.getNotBefore().toInstant());
        }
        var missing = names.missingIn(leaf);
        if (!missing.isEmpty()) {
            throw new UnusableCertificateException(
                    "the certificate in its tls.crt is not valid for %s: it needs the DNS name %s and the IP address %s"
                            .formatted(String.join(", ", missing), names.host(), names.address()));
        }
        if (!isForServers(leaf)) {
            throw new UnusableCertificateException(
                    "the certificate in its tls.crt is not one for servers (extended key usage)");
        }
        if (!isTrusted(leaf, chain, anchors, now)) {
            throw new UnusableCertificateException(
                    "the certificate in its tls.crt was not signed by a CA in its ca.crt");
        }
    }

    private static List<X509Certificate> parse(String key, String pem) {
        try {
            return Pem.certificates(pem);
        } catch (PemException e) {
            throw new UnusableCertificateException("its " + key + " is " + e.getMessage());
        }
    }

    private static PrivateKey key(String pem) {
        try {
            return Pem.privateKey(pem);
        } catch (PemException e) {
            throw new UnusableCertificateException("its tls.key is " + e.getMessage());
        }
    }

    private static boolean isForServers(X509Certificate leaf) {
        try {
            var usages = leaf.getExtendedKeyUsage();
            return usages == null || usages.contains("1.3.6.1.5.5.7.3.1") || usages.contains("2.5.29.37.0");
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static boolean isTrusted(
            X509Certificate leaf, List<X509Certificate> chain, List<X509Certificate> anchors, Instant now) {
        if (anchors.contains(leaf)) {
            return true; // signed by itself, and trusted as it is
        }
        try {
            var target = new X509CertSelector();
            target.setCertificate(leaf);
            Set<TrustAnchor> trusted = new HashSet<>();
            anchors.forEach(anchor -> trusted.add(new TrustAnchor(anchor, null)));
            var parameters = new PKIXBuilderParameters(trusted, target);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (CertPathBuilderException | InvalidAlgorithmParameterException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime can build a path of certificates", e);
        }
    }
}
