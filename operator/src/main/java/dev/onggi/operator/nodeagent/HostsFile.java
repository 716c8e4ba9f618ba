package dev.onggi.operator.nodeagent;

/**
 * The two files of a registry's directory, in the order in which they are written: a {@code hosts.toml} never names a
 * missing CA.
 */
enum HostsFile {
    CA("ca.crt"),
    HOSTS("hosts.toml");

    private final String fileName;

    HostsFile(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }
}
