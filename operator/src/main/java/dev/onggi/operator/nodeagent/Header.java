package dev.onggi.operator.nodeagent;

import java.util.Optional;

/**
 * The first line of a file that Onggi wrote. It tells which directories are ours to repair and to remove,
 * and it is an administrator's way out: a directory whose header is taken away is never touched again.
 */
final class Header {

    private static final String START = "# managed by onggi; owner ";
    private static final String END = "; do not edit";

    private Header() {}

    /** The header that names an owner. */
    static String of(String owner) {
        return START + owner + END;
    }

    /**
     * The owner that the header names (the UID of a LocalRegistry); empty when the text does not start with our
     * header.
     */
    static Optional<String> owner(String text) {
        String line = text.lines().findFirst().orElse("");
        if (!line.startsWith(START) || !line.endsWith(END) || line.length() <= START.length() + END.length()) {
            return Optional.empty();
        }
        return Optional.of(line.substring(START.length(), line.length() - END.length()));
    }
}
