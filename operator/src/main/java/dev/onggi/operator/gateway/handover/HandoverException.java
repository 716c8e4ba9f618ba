package dev.onggi.operator.gateway.handover;

/** A gateway must not begin, because the next one could not know that it has; the message says what is wrong. */
public final class HandoverException extends Exception {

    private static final long serialVersionUID = 1;

    HandoverException(String message) {
        super(message);
    }
}
