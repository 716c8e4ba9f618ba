package dev.onggi.operator.nodeagent;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The one registry that most tests of the agent are about. */
final class Samples {

    static final RegistryHost REGISTRY = new RegistryHost("registry.team-a.svc", 5000);
    static final String DIRECTORY = "registry.team-a.svc:5000";
    static final String HOSTS_KEY = "registry.team-a.svc_5000.hosts.toml";
    static final String CA_KEY = "registry.team-a.svc_5000.ca.crt";
    static final String OWNER = "4f6c1a52-0d8e-4a53-9d0e-6d1b3f1f2a77";
    static final String CA = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    static final String HOSTS = hostsToml(OWNER, "10.43.7.21");
    static final RegistryFiles FILES = RegistryFiles.hosts(CA, HOSTS);

    private Samples() {}

    static String hostsToml(String owner, String clusterIp) {
        return """
                # managed by onggi; owner %s; do not edit
                server = "https://registry.team-a.svc:5000"

                [host."https://%s:5000"]
                  capabilities = ["pull", "resolve"]
                  ca = "ca.crt"
                """.formatted(owner, clusterIp);
    }

    static SortedMap<String, String> mounted() {
        return new TreeMap<>(Map.of(CA_KEY, CA, HOSTS_KEY, HOSTS));
    }
}
