package dev.onggi.operator.localregistry.certificate;

/** A text is not the PEM document that it should be. The message holds nothing of the text. */
public final class PemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PemException(String message, Throwable cause) {
        super(message, cause);
    }
}
