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
 * @param registries the registries that this node shall be able to pull from, with their files
 * @param unusable registries that are asked for in a way that cannot be carried out; what is on the node for them stays
 *     as it is
 * @param complaints a sentence for each thing in the ConfigMap that cannot be used, by the key or registry it is about
 */
record Desired(
        SortedMap<RegistryHost, RegistryFiles> registries,
        SortedSet<RegistryHost> unusable,
        SortedMap<String, String> complaints) {

    static Desired of(Map<String, String> mounted) {
        SortedMap<String, String> complaints = new TreeMap<>();
        SortedMap<RegistryHost, RegistryFiles> registries = new TreeMap<>();
        SortedSet<RegistryHost> unusable = new TreeSet<>();
        byRegistry(mounted, complaints).forEach((registry, files) -> {
            String hostsToml = files.get(HostsFile.HOSTS);
            String caCrt = files.get(HostsFile.CA);
            if (hostsToml == null || caCrt == null) {
                unusable.add(registry);
                complaints.put(registry.toString(), "the ConfigMap has only one of its two files");
            } else if (Header.owner(hostsToml).isEmpty()) {
                // a directory without the header would be foreign to us from then on
                unusable.add(registry);
                complaints.put(registry.toString(), "the ConfigMap's hosts.toml does not start with Onggi's header");
            } else {
                registries.put(registry, new RegistryFiles(caCrt, hostsToml));
            }
        });
        return new Desired(registries, unusable, complaints);
    }

    boolean names(RegistryHost registry) {
        return registries.containsKey(registry) || unusable.contains(registry);
    }

    private static SortedMap<RegistryHost, Map<HostsFile, String>> byRegistry(
            Map<String, String> mounted, SortedMap<String, String> complaints) {
        SortedMap<RegistryHost, Map<HostsFile, String>> files = new TreeMap<>();
        mounted.forEach((name, content) -> MountedKey.parse(name)
                .ifPresentOrElse(
                        key -> files.computeIfAbsent(key.registry(), registry -> new EnumMap<>(HostsFile.class))
                                .put(key.file(), content),
                        () -> complaints.put(
                                name, "ignored: not a key of the form <host>_<port>.hosts.toml or .ca.crt")));
        return files;
    }
}
