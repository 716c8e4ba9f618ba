package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the node agent puts on every node for one registry
 * (https://github.com/containerd/containerd/blob/main/docs/hosts.md), as keys of the agent's ConfigMap.
 */
public final class NodeRegistryFiles {

    private NodeRegistryFiles() {}

    /**
     * The two files of a LocalRegistry.
     *
     * @param clusterIp address of the registry's Service: nodes have no cluster DNS
     * @param ca the CA's certificate in PEM
     */
    public static Map<String, String> of(LocalRegistry registry, String clusterIp, String ca) {
        var names = ChildMetadata.names(registry);
        var prefix = names.address().replace(':', '_');
        var files = new TreeMap<String, String>();
        files.put(prefix + ".ca.crt", ca);
        files.put(prefix + ".hosts.toml", """
                # managed by onggi; owner %s; do not edit
                server = "https://%s"

                [host."https://%s"]
                  capabilities = ["pull", "resolve"]
                  ca = "ca.crt"
                """.formatted(
                        registry.getMetadata().getUid(), names.address(), RegistryAddress.of(clusterIp)));
        return files;
    }
}
