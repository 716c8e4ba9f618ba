package dev.onggi.operator.nodeagent;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is asked for, in the files of the runtime that the agent was installed for.
 *
 * @param directories directories of {@code certs.d} with their files
 * @param configurations files of CRI-O's {@code registries.conf.d}, by their names
 * @param untouchable directories to leave as they are
 */
record Wanted(
        SortedMap<RegistryHost, RegistryFiles> directories,
        SortedMap<String, String> configurations,
        SortedSet<RegistryHost> untouchable) {

    /** The line of our own {@code registries.conf} that says where CRI-O connects to; its CA is looked up under that. */
    private static final Pattern LOCATION = Pattern.compile("(?m)^location = \"([^\"]+)\"$");

    static Wanted of(NodeRuntime runtime, Desired desired) {
        Wanted wanted = new Wanted(new TreeMap<>(), new TreeMap<>(), new TreeSet<>(desired.unusable()));
        desired.registries().forEach((host, registry) -> {
            switch (runtime) {
                case CRIO -> wanted.forCrio(host, registry);
                case DOCKER -> wanted.authority(host, registry);
                case CONTAINERD, K3S, RKE2, UNKNOWN -> wanted.forContainerd(host, registry);
            }
        });
        return wanted;
    }

    boolean names(RegistryHost registry) {
        return directories.containsKey(registry) || untouchable.contains(registry);
    }

    private void forContainerd(RegistryHost host, Desired.Registry registry) {
        String hostsToml = registry.file(HostsFile.HOSTS);
        directories.put(
                host,
                Desired.namesCa(hostsToml)
                        ? RegistryFiles.hosts(registry.file(HostsFile.CA), hostsToml)
                        : RegistryFiles.hosts(hostsToml));
    }

    /**
     * The CA is there under both names: CRI-O looks under the location when it knows of it, and under the name itself when
     * it has not read its configuration again yet, as for the loopback proxy.
     */
    private void forCrio(RegistryHost host, Desired.Registry registry) {
        authority(host, registry);
        if (registry.has(HostsFile.REGISTRIES)) {
            String configuration = registry.file(HostsFile.REGISTRIES);
            configurations.put(RegistriesDirectory.fileName(host), configuration);
            location(configuration).ifPresent(location -> authority(location, registry));
        }
    }

    private void authority(RegistryHost host, Desired.Registry registry) {
        if (registry.has(HostsFile.CA)) {
            directories.put(host, RegistryFiles.authority(registry.owner(), registry.file(HostsFile.CA)));
        }
    }

    private static Optional<RegistryHost> location(String configuration) {
        Matcher matcher = LOCATION.matcher(configuration);
        return matcher.find() ? RegistryHost.parse(matcher.group(1)) : Optional.empty();
    }
}
