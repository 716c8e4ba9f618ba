package dev.onggi.operator.localregistry.resource;

import dev.onggi.operator.model.RegistryNames;

/** The registry's address by number, for those who have no cluster DNS or do not want to wait for it. */
public final class RegistryAddress {

    private RegistryAddress() {}

    /** IP address of the Service and port, as it stands in a URL. */
    public static String of(String clusterIp) {
        var host = clusterIp.contains(":") ? "[" + clusterIp + "]" : clusterIp;
        return host + ":" + RegistryNames.PORT;
    }
}
