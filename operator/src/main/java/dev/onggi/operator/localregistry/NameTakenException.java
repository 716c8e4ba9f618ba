package dev.onggi.operator.localregistry;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** An object that a LocalRegistry needs exists and belongs to somebody else. */
final class NameTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NameTakenException(String message) {
        super(message);
    }

    NameTakenException(HasMetadata taken) {
        super(
                "%s %s/%s exists and does not belong to this LocalRegistry, so it is left alone; delete it (kubectl delete %s -n %s %s) or give the LocalRegistry another name"
                        .formatted(
                                taken.getKind(),
                                taken.getMetadata().getNamespace(),
                                taken.getMetadata().getName(),
                                taken.getSingular(),
                                taken.getMetadata().getNamespace(),
                                taken.getMetadata().getName()));
    }
}
