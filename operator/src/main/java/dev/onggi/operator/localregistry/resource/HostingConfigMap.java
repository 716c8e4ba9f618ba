package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.Optional;

/**
 * The announcement of a registry to tools that look for a cluster's local registry
 * (https://github.com/kubernetes/enhancements/tree/master/keps/sig-cluster-lifecycle/generic/1755-communicating-a-local-registry).
 * A cluster has one.
 */
public final class HostingConfigMap {

    /** Namespace that the KEP names. */
    public static final String NAMESPACE = "kube-public";

    /** Name that the KEP names. */
    public static final String NAME = "local-registry-hosting";

    /** Key that the KEP names. */
    public static final String KEY = "localRegistryHosting.v1";

    /** Annotation: namespace and name of the LocalRegistry that is announced. */
    public static final String REGISTRY = Labels.LOCAL_REGISTRY;

    /** Annotation: its UID. */
    public static final String UID = "onggi.dev/localregistry-uid";

    private static final String HELP =
            "https://github.com/kubernetes/enhancements/tree/master/keps/sig-cluster-lifecycle/generic/1755-communicating-a-local-registry";

    private HostingConfigMap() {}

    /**
     * The announcement.
     *
     * @param pullAddress what image references start with on nodes
     * @param outside host by which the registry is reached from outside of the cluster, where there is one
     */
    public static ConfigMap of(LocalRegistry registry, String pullAddress, Optional<String> outside) {
        var metadata = registry.getMetadata();
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(NAMESPACE)
                .withLabels(Map.of(Labels.MANAGED_BY, Labels.ONGGI))
                .withAnnotations(
                        Map.of(REGISTRY, metadata.getNamespace() + "/" + metadata.getName(), UID, metadata.getUid()))
                .endMetadata()
                .withData(Map.of(KEY, text(registry, pullAddress, outside)))
                .build();
    }

    private static String text(LocalRegistry registry, String pullAddress, Optional<String> outside) {
        return outside.map("host: \"%s\"\n"::formatted).orElse("")
                + """
                hostFromContainerRuntime: "%s"
                hostFromClusterNetwork: "%s"
                help: "%s"
                """.formatted(pullAddress, ChildMetadata.names(registry).address(), HELP);
    }
}
