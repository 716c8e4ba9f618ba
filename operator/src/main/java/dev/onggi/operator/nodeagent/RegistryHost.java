package dev.onggi.operator.nodeagent;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A registry's address as pods and nodes name it, and thereby the name of its directory in the container runtime's
 * {@code certs.d}.
 *
 * <p>Only names that match strictly become a value of this type, so no path that is made from one can lead out of
 * {@code certs.d}.
 *
 * @param host a lower-case DNS name, such as {@code registry.team-a.svc}
 * @param port from 1 to 65535; 0: none is named, which only names with a dot can do without
 */
record RegistryHost(String host, int port) implements Comparable<RegistryHost> {

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final String NAME = LABEL + "(?:\\." + LABEL + "){0,31}";
    private static final Pattern DIRECTORY = Pattern.compile("(" + NAME + ")(?::([1-9][0-9]{0,4}))?");
    private static final int MAX_HOST = 230; // with port and prefix still a valid file name
    private static final int MAX_PORT = 65535;
    private static final Comparator<RegistryHost> ORDER =
            Comparator.comparing(RegistryHost::host).thenComparingInt(RegistryHost::port);

    /** Reads the forms {@code host:port} and {@code host}; empty when the text is anything else. */
    static Optional<RegistryHost> parse(String text) {
        Matcher matcher = DIRECTORY.matcher(text);
        if (!matcher.matches() || matcher.group(1).length() > MAX_HOST) {
            return Optional.empty();
        }
        if (matcher.group(2) == null) {
            return text.contains(".") ? Optional.of(new RegistryHost(text, 0)) : Optional.empty();
        }
        int port = Integer.parseInt(matcher.group(2));
        return port <= MAX_PORT ? Optional.of(new RegistryHost(matcher.group(1), port)) : Optional.empty();
    }

    /** The name of this registry's directory: the name that containerd looks for when it pulls. */
    String directoryName() {
        return port == 0 ? host : host + ":" + port;
    }

    @Override
    public int compareTo(RegistryHost other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return directoryName();
    }
}
