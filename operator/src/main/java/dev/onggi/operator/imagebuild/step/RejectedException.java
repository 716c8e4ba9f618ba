package dev.onggi.operator.imagebuild.step;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** The API server rejects an object as invalid: what the spec asks for cannot be, until a person changes it. */
public final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For an object, with the API server's own words. */
    public RejectedException(HasMetadata object, String words, Throwable cause) {
        super(
                "the API server rejects %s %s: %s; correct the spec"
                        .formatted(object.getKind(), object.getMetadata().getName(), words),
                cause);
    }
}
