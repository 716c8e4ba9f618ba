package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.model.RegistryNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Name, labels and owner of the objects of a LocalRegistry. */
public final class ChildMetadata {

    /** Value of the label app.kubernetes.io/name of everything that serves the registry. */
    public static final String REGISTRY = "registry";

    /** Value of the label app.kubernetes.io/name of what proves that nodes can pull. */
    public static final String CANARY = "canary";

    /** Value of the label app.kubernetes.io/name of what proves that a registry of others can be pushed to. */
    public static final String PROBE = "probe";

    private ChildMetadata() {}

    /** Names of everything that belongs to a LocalRegistry. */
    public static RegistryNames names(LocalRegistry registry) {
        return new RegistryNames(
                registry.getMetadata().getNamespace(), registry.getMetadata().getName());
    }

    /**
     * Labels of what a LocalRegistry has where no owner reference can say so: in other namespaces, or made by somebody
     * else. The UID is what counts.
     */
    public static Map<String, String> elsewhere(LocalRegistry registry) {
        var labels = new TreeMap<>(labels(registry, REGISTRY));
        labels.put(Labels.LOCAL_REGISTRY_NAMESPACE, registry.getMetadata().getNamespace());
        labels.put(Labels.LOCAL_REGISTRY_UID, registry.getMetadata().getUid());
        return labels;
    }

    /** Whether an object carries those labels. */
    public static boolean isElsewhere(HasMetadata object, LocalRegistry registry) {
        var labels = object.getMetadata().getLabels();
        return labels != null && registry.getMetadata().getUid().equals(labels.get(Labels.LOCAL_REGISTRY_UID));
    }

    /** Name, labels and owner of a child. */
    public static ObjectMeta of(LocalRegistry registry, String name, String component) {
        var owner = registry.getMetadata();
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(owner.getNamespace())
                .withLabels(labels(registry, component))
                // no blockOwnerDeletion: it would need the right to change the LocalRegistry's finalizers, for nothing
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(registry.getApiVersion())
                        .withKind(registry.getKind())
                        .withName(owner.getName())
                        .withUid(owner.getUid())
                        .withController(true)
                        .build())
                .build();
    }

    static Map<String, String> labels(LocalRegistry registry, String component) {
        return Labels.ofLocalRegistry(registry.getMetadata().getName(), component);
    }

    /** What selects the Pods of a component. It can never change: selectors of workloads are immutable. */
    static Map<String, String> selector(LocalRegistry registry, String component) {
        var selector = new TreeMap<String, String>();
        selector.put(Labels.LOCAL_REGISTRY, registry.getMetadata().getName());
        selector.put(Labels.NAME, component);
        return selector;
    }
}
