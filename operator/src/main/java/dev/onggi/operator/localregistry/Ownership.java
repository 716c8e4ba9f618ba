package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Optional;

/** Whose an object is, by its controller. Names prove nothing: anybody can make an object of any name. */
final class Ownership {

    private Ownership() {}

    /** Whether the object's controller is this very LocalRegistry. */
    static boolean isOwn(HasMetadata object, LocalRegistry registry) {
        return controller(object)
                .filter(owner -> owner.getUid().equals(registry.getMetadata().getUid()))
                .isPresent();
    }

    /** Being deleted, or left over by a LocalRegistry of the same name that was: garbage collection takes a moment. */
    static boolean isLeaving(HasMetadata object, LocalRegistry registry) {
        return object.isMarkedForDeletion()
                || controller(object)
                        .filter(owner -> owner.getKind().equals(registry.getKind())
                                && owner.getName().equals(registry.getMetadata().getName()))
                        .isPresent();
    }

    private static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }
}
