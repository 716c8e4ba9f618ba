package dev.onggi.operator.nodeagent;

/**
 * What the directory of one registry shall hold.
 *
 * @param caCrt the CA that signs the registry's certificate, as PEM
 * @param hostsToml where the container runtime reaches the registry; starts with our {@link Header}
 */
record RegistryFiles(String caCrt, String hostsToml) {

    String content(HostsFile file) {
        return switch (file) {
            case CA -> caCrt;
            case HOSTS -> hostsToml;
        };
    }
}
