package dev.onggi.operator.builder.resource;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * What the objects of a builder have in common. They belong to all ImageBuilds that share it: Kubernetes deletes them with
 * the last of these.
 */
public final class BuilderMetadata {

    /** Name of the Pod, the claim and the NetworkPolicy. A namespace has one builder. */
    public static final String NAME = "onggi-builder";

    private BuilderMetadata() {}

    static ObjectMetaBuilder of(String namespace, List<OwnerReference> owners) {
        return new ObjectMetaBuilder()
                .withName(NAME)
                .withNamespace(namespace)
                .withLabels(Labels.ofBuilder())
                .withOwnerReferences(owners);
    }

    /** The owners, none of which is the controller. */
    public static List<OwnerReference> owners(Collection<ImageBuild> imageBuilds) {
        return imageBuilds.stream()
                .sorted(Comparator.comparing(
                        imageBuild -> imageBuild.getMetadata().getName()))
                .map(imageBuild -> new OwnerReferenceBuilder()
                        .withApiVersion(imageBuild.getApiVersion())
                        .withKind(imageBuild.getKind())
                        .withName(imageBuild.getMetadata().getName())
                        .withUid(imageBuild.getMetadata().getUid())
                        .build())
                .toList();
    }

    /** Whether an object stays as long as one of these ImageBuilds is there. */
    public static boolean belongsTo(Collection<ImageBuild> imageBuilds, HasMetadata object) {
        var owners = object.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getUid)
                .toList();
        return imageBuilds.stream()
                .allMatch(imageBuild -> owners.contains(imageBuild.getMetadata().getUid()));
    }

    /** Whether an object belongs to one of these ImageBuilds at least. */
    public static boolean belongsToOneOf(Collection<ImageBuild> imageBuilds, HasMetadata object) {
        return imageBuilds.stream().anyMatch(imageBuild -> belongsTo(List.of(imageBuild), object));
    }

    /** Whether an object looks like that of a builder, which proves nothing. */
    public static boolean isNamedAndLabelled(HasMetadata object) {
        var labels = object.getMetadata().getLabels();
        return NAME.equals(object.getMetadata().getName())
                && labels != null
                && Labels.SHARED.equals(labels.get(Labels.BUILDER))
                && Labels.ONGGI.equals(labels.get(Labels.MANAGED_BY));
    }
}
