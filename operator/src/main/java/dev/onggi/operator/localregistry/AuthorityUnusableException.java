package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.certificate.PemException;

/** The Secret with the operator's CA is there and holds no CA. */
final class AuthorityUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuthorityUnusableException(String namespace, PemException cause) {
        super(
                "Secret %s/%s does not hold the operator's CA (%s); restore it, or delete it to get a new CA and new certificates: kubectl delete secret -n %s %s"
                        .formatted(
                                namespace,
                                CertificateAuthority.SECRET,
                                cause.getMessage(),
                                namespace,
                                CertificateAuthority.SECRET),
                cause);
    }
}
