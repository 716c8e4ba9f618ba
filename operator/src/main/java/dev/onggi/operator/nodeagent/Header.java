package dev.onggi.operator.nodeagent;

import java.util.Optional;

/**
 * The first line of a {@code hosts.toml} that Onggi wrote. It tells which directories are ours to repair and to remove,
 * and it is an administrator's way out: a directory whose header is taken away is never touched again.
 */
final class Header {

    private static final String START = "# managed by onggi; owner ";
    private static final String END = "; do not edit";

    private Header() {}

    /**
     * The owner that the header names (the UID of a LocalRegistry); empty when the text does not start with our
     * header.
     */
    static Optional<String> owner(String hostsToml) {
        String line = hostsToml.lines().findFirst().orElse("");
        if (!line.startsWith(START) || !line.endsWith(END) || line.length() <= START.length() + END.length()) {
            return Optional.empty();
        }
        return Optional.of(line.substring(START.length(), line.length() - END.length()));
    }
}
