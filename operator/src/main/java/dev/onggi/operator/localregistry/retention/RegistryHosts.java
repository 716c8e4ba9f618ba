package dev.onggi.operator.localregistry.retention;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.RegistryAddress;
import dev.onggi.operator.model.RegistryNames;
import java.util.Set;
import java.util.TreeSet;

/** Every name that a reference can begin with when it means a registry of the operator's. */
public final class RegistryHosts {

    private RegistryHosts() {}

    /**
     * The names of the Service and its address, and what status tells pods and nodes to use.
     *
     * @param clusterIp address of the Service; empty where it is not known
     */
    public static Set<String> of(LocalRegistry registry, String clusterIp) {
        var hosts = new TreeSet<String>();
        ServerNames.of(ChildMetadata.names(registry), clusterIp)
                .dns()
                .forEach(name -> hosts.add(name + ":" + RegistryNames.PORT));
        if (!clusterIp.isEmpty()) {
            hosts.add(RegistryAddress.of(clusterIp));
        }
        var status = registry.getStatus();
        if (status != null) {
            add(hosts, status.address());
            add(hosts, status.pullAddress());
        }
        return hosts;
    }

    private static void add(Set<String> hosts, String address) {
        if (address != null) {
            hosts.add(address);
        }
    }
}
