package dev.onggi.operator.nodeagent;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the mounted ConfigMap asks for.
 *
 * @param registries the registries that this node shall be able to pull from, with what is known of each
 * @param unusable registries that are asked for in a way that cannot be carried out; what is on the node for them stays
 *     as it is
 * @param complaints a sentence for each thing in the ConfigMap that cannot be used, by the key or registry it is about
 */
record Desired(
        SortedMap<RegistryHost, Registry> registries,
        SortedSet<RegistryHost> unusable,
        SortedMap<String, String> complaints) {

    /**
     * What the ConfigMap has for one registry.
     *
     * @param owner UID of the LocalRegistry
     * @param files its keys
     */
    record Registry(String owner, Map<HostsFile, String> files) {

        String file(HostsFile file) {
            return files.get(file);
        }

        boolean has(HostsFile file) {
            return files.containsKey(file);
        }
    }

    /** How a {@code hosts.toml} asks for the file beside it. */
    private static final String NAMES_CA = "ca = \"" + HostsFile.CA.fileName() + "\"";

    static Desired of(Map<String, String> mounted) {
        SortedMap<String, String> complaints = new TreeMap<>();
        SortedMap<RegistryHost, Registry> registries = new TreeMap<>();
        SortedSet<RegistryHost> unusable = new TreeSet<>();
        byRegistry(mounted, complaints).forEach((registry, files) -> {
            String hostsToml = files.get(HostsFile.HOSTS);
            if (hostsToml != null && Header.owner(hostsToml).isEmpty()) {
                // a directory without the header would be foreign to us from then on
                unusable.add(registry);
                complaints.put(registry.toString(), "the ConfigMap's hosts.toml does not start with Onggi's header");
            } else if (hostsToml == null || (namesCa(hostsToml) && !files.containsKey(HostsFile.CA))) {
                unusable.add(registry);
                complaints.put(registry.toString(), "the ConfigMap has only one of its two files");
            } else {
                registries.put(registry, new Registry(Header.owner(hostsToml).get(), files));
            }
        });
        return new Desired(registries, unusable, complaints);
    }

    /** Whether a {@code hosts.toml} asks for the CA beside it. */
    static boolean namesCa(String hostsToml) {
        return hostsToml.contains(NAMES_CA);
    }

    private static SortedMap<RegistryHost, Map<HostsFile, String>> byRegistry(
            Map<String, String> mounted, SortedMap<String, String> complaints) {
        SortedMap<RegistryHost, Map<HostsFile, String>> files = new TreeMap<>();
        mounted.forEach(
                (name, content) -> MountedKey.parse(name)
                        .ifPresentOrElse(
                                key -> files.computeIfAbsent(key.registry(), registry -> new EnumMap<>(HostsFile.class))
                                        .put(key.file(), content),
                                () -> complaints.put(
                                        name,
                                        "ignored: not a key of the form <host>_<port>.hosts.toml, .ca.crt or .registries.conf")));
        return files;
    }
}
