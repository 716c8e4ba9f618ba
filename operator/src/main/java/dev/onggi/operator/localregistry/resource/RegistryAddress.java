package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.operator.model.RegistryNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Every host and port that the registry is pulled from: some nodes reach it by another name. */
    public static List<String> pulledFrom(LocalRegistry registry) {
        return Stream.concat(
                        Stream.of(ChildMetadata.names(registry).address()),
                        Optional.ofNullable(registry.getStatus()).map(LocalRegistryStatus::pullAddress).stream())
                .distinct()
                .toList();
    }
}
