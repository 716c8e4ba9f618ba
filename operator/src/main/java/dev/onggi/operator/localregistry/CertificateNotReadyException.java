package dev.onggi.operator.localregistry;

/**
 * A Secret cannot be made because the certificate is not there yet. What depends on it waits; the state of the
 * certificate tells why.
 */
final class CertificateNotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CertificateNotReadyException() {
        super("the certificate is not there yet");
    }
}
