package dev.onggi.operator.nodeagent;

/**
 * The files by which a runtime is told of a registry, in the order in which they are written: a {@code hosts.toml} never
 * names a missing CA. They are keys of the mounted ConfigMap, too.
 */
enum HostsFile {
    CA("ca.crt"),
    HOSTS("hosts.toml"),
    /** For CRI-O, which has no {@code hosts.toml}; it lies in a directory of its own. */
    REGISTRIES("registries.conf");

    private final String fileName;

    HostsFile(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }
}
