package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.access.AccessPlan.Name;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the node agents put on every node for one registry, as keys of their ConfigMap: for containerd {@code hosts.toml}
 * (https://github.com/containerd/containerd/blob/main/docs/hosts.md), for CRI-O {@code registries.conf}
 * (https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md), and the CA for all.
 */
public final class NodeRegistryFiles {

    private NodeRegistryFiles() {}

    /**
     * The files of a LocalRegistry.
     *
     * @param names the names that nodes pull by
     * @param clusterIp address of the registry's Service: nodes have no cluster DNS
     * @param ca the CA's certificate in PEM; empty for a registry that speaks plain HTTP
     */
    public static Map<String, String> of(
            LocalRegistry registry, List<Name> names, String clusterIp, Optional<String> ca) {
        var files = new TreeMap<String, String>();
        for (var name : names) {
            var header = "# managed by onggi; owner %s; do not edit\n"
                    .formatted(registry.getMetadata().getUid());
            var endpoint = name.direct() ? RegistryAddress.of(clusterIp) : name.address();
            ca.ifPresent(pem -> files.put(authorityKey(name.address()), pem));
            // the proxy adds TLS on the way, by the Service's address, which stands in every certificate
            var secured = ca.isPresent() && name.direct();
            files.put(key(name.address(), "hosts.toml"), header + hosts(name.address(), endpoint, secured));
            files.put(
                    key(name.address(), "registries.conf"),
                    header + registries(name.address(), endpoint, ca.isPresent()));
        }
        return files;
    }

    /** Key of the CA for one of the names. */
    static String authorityKey(String address) {
        return key(address, "ca.crt");
    }

    /** No key of a ConfigMap has a colon. */
    private static String key(String address, String file) {
        return address.replace(':', '_') + "." + file;
    }

    private static String hosts(String address, String endpoint, boolean secured) {
        var scheme = secured ? "https" : "http";
        return """
                server = "%1$s://%2$s"

                [host."%1$s://%3$s"]
                  capabilities = ["pull", "resolve"]
                """.formatted(scheme, address, endpoint) + (secured ? "  ca = \"ca.crt\"\n" : "");
    }

    private static String registries(String address, String endpoint, boolean secured) {
        return """
                [[registry]]
                prefix = "%s"
                location = "%s"
                """.formatted(address, endpoint) + (secured ? "" : "insecure = true\n");
    }
}
