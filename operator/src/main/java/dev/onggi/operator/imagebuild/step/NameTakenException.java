package dev.onggi.operator.imagebuild.step;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Locale;

/** An object of the name that is needed exists and belongs to somebody else: it is left alone. */
public final class NameTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For an object that belongs to somebody else. */
    public NameTakenException(HasMetadata object) {
        super(
                "%s %s exists and does not belong to this ImageBuild; delete or rename it, or give the ImageBuild another name (kubectl get %s -n %s %s -o yaml)"
                        .formatted(
                                object.getKind(),
                                object.getMetadata().getName(),
                                object.getKind().toLowerCase(Locale.ROOT),
                                object.getMetadata().getNamespace(),
                                object.getMetadata().getName()));
    }

    /** For an object that is in the way of the builder that the ImageBuilds of a namespace share. */
    public static NameTakenException ofBuilder(HasMetadata object) {
        return new NameTakenException(
                "%s %s exists and is not that of a builder; delete it, or give cache.mode another value (kubectl get %s -n %s %s -o yaml)"
                        .formatted(
                                object.getKind(),
                                object.getMetadata().getName(),
                                object.getKind().toLowerCase(Locale.ROOT),
                                object.getMetadata().getNamespace(),
                                object.getMetadata().getName()));
    }

    private NameTakenException(String message) {
        super(message);
    }
}
