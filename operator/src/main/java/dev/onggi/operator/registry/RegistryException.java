package dev.onggi.operator.registry;

/** A registry did not do what it was asked for. The message is a sentence for people and carries no secret. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** A failure; {@code message} is a half-sentence without credentials. */
    public RegistryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    RegistryException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of failure it is. */
    public Kind kind() {
        return kind;
    }

    /** The kinds of failure that callers treat differently. */
    public enum Kind {
        /** Nothing answers at the address, or not in time. */
        UNREACHABLE,
        /** The registry does not let this user do it. */
        UNAUTHORIZED,
        /** The registry has no such repository, manifest or blob. */
        NOT_FOUND,
        /** The registry refuses what was asked for, and would again: a name that it does not allow, for one. */
        REFUSED,
        /** The registry's certificate is not one of the endpoint's CA, or not for this address. */
        CERTIFICATE,
        /** Anything else: an answer that the specification does not allow here, or a refusal. */
        OTHER
    }
}
