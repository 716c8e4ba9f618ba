package dev.onggi.operator.nodeagent;

import java.util.Optional;

/**
 * A key of the ConfigMap {@code onggi-node-registries}: which file of which registry it carries. A ConfigMap's keys
 * cannot hold a colon, so {@code registry.team-a.svc_5000.hosts.toml} stands for {@code
 * registry.team-a.svc:5000/hosts.toml}.
 */
record MountedKey(RegistryHost registry, HostsFile file) {

    /** Empty when the key is not one of ours: the agent says so once and leaves it alone. */
    static Optional<MountedKey> parse(String key) {
        for (HostsFile file : HostsFile.values()) {
            String suffix = "." + file.fileName();
            if (key.endsWith(suffix)) {
                return parseHost(key.substring(0, key.length() - suffix.length()))
                        .map(registry -> new MountedKey(registry, file));
            }
        }
        return Optional.empty();
    }

    private static Optional<RegistryHost> parseHost(String text) {
        int separator = text.lastIndexOf('_');
        if (text.indexOf(':') >= 0) {
            return Optional.empty();
        }
        if (separator < 0) {
            return RegistryHost.parse(text);
        }
        return RegistryHost.parse(text.substring(0, separator) + ":" + text.substring(separator + 1));
    }
}
