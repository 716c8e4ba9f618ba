package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** What all children of an ImageBuild have in common: namespace, labels, and the owner that takes them along. */
public final class Children {

    private Children() {}

    /** The metadata of one. */
    public static ObjectMetaBuilder metadata(ImageBuild owner, String name, String component) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(owner.getMetadata().getNamespace())
                .withLabels(Labels.ofImageBuild(owner.getMetadata().getName(), component))
                .withOwnerReferences(ownerReference(owner));
    }

    /**
     * Whether an object is a child of this very ImageBuild. An object of the right name may be somebody else's, or that of
     * a deleted ImageBuild of the same name: neither may be believed or changed (Tekton GO-2023-1901).
     */
    public static boolean isOwnedBy(ImageBuild owner, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> Boolean.TRUE.equals(reference.getController())
                        && reference.getUid().equals(owner.getMetadata().getUid()));
    }

    private static OwnerReference ownerReference(ImageBuild owner) {
        ObjectMeta metadata = owner.getMetadata();
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
