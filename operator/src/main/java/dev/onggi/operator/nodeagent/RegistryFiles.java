package dev.onggi.operator.nodeagent;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the directory of one registry shall hold; one of the files starts with our {@link Header}.
 *
 * @param contents the files with their contents, in the order in which they are written
 */
record RegistryFiles(Map<HostsFile, String> contents) {

    RegistryFiles {
        contents = Collections.unmodifiableMap(new EnumMap<>(contents));
    }

    /** For containerd: where the registry is reached, with the CA that signs its certificate. */
    static RegistryFiles hosts(String caCrt, String hostsToml) {
        return new RegistryFiles(Map.of(HostsFile.CA, caCrt, HostsFile.HOSTS, hostsToml));
    }

    /** For containerd, without a CA: a registry that speaks plain HTTP. */
    static RegistryFiles hosts(String hostsToml) {
        return new RegistryFiles(Map.of(HostsFile.HOSTS, hostsToml));
    }

    /** For CRI-O and Docker, which read nothing but a CA. What stands before a certificate in a PEM file is a comment. */
    static RegistryFiles authority(String owner, String caCrt) {
        return new RegistryFiles(Map.of(HostsFile.CA, Header.of(owner) + "\n" + caCrt));
    }

    Optional<String> content(HostsFile file) {
        return Optional.ofNullable(contents.get(file));
    }

    /** Whose the directory is. */
    String owner() {
        return contents.values().stream()
                .flatMap(content -> Header.owner(content).stream())
                .findFirst()
                .orElse("nobody");
    }
}
