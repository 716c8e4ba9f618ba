package dev.onggi.operator.fetch;

import dev.onggi.operator.imagebuild.result.FailureReasons;

/** Why a source cannot be had: a reason of the API, and a sentence for people, with no secret in it. */
final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /** @param reason one of {@link FailureReasons} */
    FetchException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** Whether the same source may be had in a moment. */
    boolean isOfTheMoment() {
        return reason.equals(FailureReasons.SOURCE_UNREACHABLE);
    }
}
