package dev.onggi.operator.localregistry.resource;

import dev.onggi.operator.model.RegistryNames;

/** The addresses of a registry beside the one that image references start with. */
public final class RegistryAddress {

    private RegistryAddress() {}

    /**
     * IP address of the Service and port, as it stands in a URL: for those who have no cluster DNS or do not want to wait
     * for it.
     */
    public static String of(String clusterIp) {
        var host = clusterIp.contains(":") ? "[" + clusterIp + "]" : clusterIp;
        return host + ":" + RegistryNames.PORT;
    }
}
