package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the node agent puts on every node for a registry that somebody else runs: its CA, or that it speaks plain HTTP. The
 * directory has the name that containerd looks for, which is the host, and the port only where the image names one
 * (https://github.com/containerd/containerd/blob/main/docs/hosts.md).
 */
public final class ExternalNodeFiles {

    private ExternalNodeFiles() {}

    /**
     * The files; none where nodes need none, because the registry's certificate is one of a public CA.
     *
     * @param ca the CA's certificate in PEM
     */
    public static Map<String, String> of(LocalRegistry registry, Optional<String> ca) {
        var external = registry.getSpec().external();
        var host = external.host();
        var prefix = host.replace(':', '_');
        var files = new TreeMap<String, String>();
        if (Boolean.TRUE.equals(external.insecure())) {
            files.put(prefix + ".hosts.toml", hosts(registry, "http://" + host, ""));
        } else if (ca.isPresent()) {
            files.put(prefix + ".ca.crt", ca.get());
            files.put(prefix + ".hosts.toml", hosts(registry, "https://" + host, "  ca = \"ca.crt\"\n"));
        }
        return files;
    }

    private static String hosts(LocalRegistry registry, String server, String trust) {
        return """
                # managed by onggi; owner %s; do not edit
                server = "%s"

                [host."%s"]
                  capabilities = ["pull", "resolve"]
                %s""".formatted(registry.getMetadata().getUid(), server, server, trust);
    }
}
