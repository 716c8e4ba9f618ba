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
     * By which host and port a registry is reached. The KEP knows no paths: a prefix, which registries of others may ask for,
     * is not part of it.
     *
     * @param outside from outside of the cluster, where that is possible
     * @param nodes by container runtimes: what image references start with
     * @param pods from the cluster's network
     */
    public record Hosts(Optional<String> outside, String nodes, String pods) {

        /** Those of a registry that somebody else runs: it has one name for everybody. */
        public static Hosts everywhere(String host) {
            return new Hosts(Optional.of(host), host, host);
        }
    }

    /** The announcement. */
    public static ConfigMap of(LocalRegistry registry, Hosts hosts) {
        var metadata = registry.getMetadata();
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(NAMESPACE)
                .withLabels(Map.of(Labels.MANAGED_BY, Labels.ONGGI))
                .withAnnotations(
                        Map.of(REGISTRY, metadata.getNamespace() + "/" + metadata.getName(), UID, metadata.getUid()))
                .endMetadata()
                .withData(Map.of(KEY, text(hosts)))
                .build();
    }

    private static String text(Hosts hosts) {
        return hosts.outside().map("host: \"%s\"\n"::formatted).orElse("")
                + """
                hostFromContainerRuntime: "%s"
                hostFromClusterNetwork: "%s"
                help: "%s"
                """.formatted(hosts.nodes(), hosts.pods(), HELP);
    }
}
