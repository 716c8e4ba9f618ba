package dev.onggi.operator.nodeagent;

import java.util.Optional;

/** What is on the node under the name of a registry. */
sealed interface Present {

    /** A file or a link where a directory belongs: never ours. */
    record NotADirectory() implements Present {}

    /**
     * A directory that cannot be read: the agent has no right beyond those of the owner of its own files, so it
     * is somebody else's.
     */
    record Unreadable(String cause) implements Present {}

    /**
     * A directory; our own leftover temporary files are not counted.
     *
     * @param caCrt content of {@code ca.crt}, where that is a plain file
     * @param hostsToml content of {@code hosts.toml}, where that is a plain file
     * @param others whether there is anything beside these two
     */
    record Directory(Optional<String> caCrt, Optional<String> hostsToml, boolean others) implements Present {

        boolean isEmpty() {
            return caCrt.isEmpty() && hostsToml.isEmpty() && !others;
        }

        boolean isOurs() {
            // the CA carries the header where there is no hosts.toml: for CRI-O and Docker
            return hostsToml.or(() -> caCrt).flatMap(Header::owner).isPresent();
        }

        Optional<String> content(HostsFile file) {
            return switch (file) {
                case CA -> caCrt;
                case HOSTS -> hostsToml;
                case REGISTRIES -> Optional.empty(); // never in such a directory
            };
        }
    }
}
