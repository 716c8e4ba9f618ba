package dev.onggi.operator.localregistry.certificate;

/** Ends the look at a certificate at the first thing that is wrong with it. */
final class UnusableCertificateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableCertificateException(String cause) {
        super(cause);
    }
}
