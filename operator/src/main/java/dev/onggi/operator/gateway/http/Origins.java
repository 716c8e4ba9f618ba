package dev.onggi.operator.gateway.http;

import dev.onggi.operator.gateway.access.Access;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The registries behind the gateway.
 *
 * @param registry the one that everything is pushed to
 * @param upstreams the pull-through registries, by host
 */
record Origins(Origin registry, Map<String, Origin> upstreams) {

    private static final String LOOPBACK = "127.0.0.1";

    /**
     * The registries.
     *
     * @param ports local port of the pull-through registry of each host
     */
    static Origins of(String host, int port, Map<String, Integer> ports) {
        return new Origins(
                new Origin(host, port, ""),
                ports.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey,
                                entry -> new Origin(
                                        LOOPBACK, entry.getValue(), Access.UPSTREAM + entry.getKey() + "/"))));
    }

    /** The pull-through registry for a repository {@code upstream/<host>/…}, where there is one. */
    Optional<Origin> upstream(String repository) {
        if (!repository.startsWith(Access.UPSTREAM)) {
            return Optional.empty();
        }
        int start = Access.UPSTREAM.length();
        int end = repository.indexOf('/', start);
        return end < 0 ? Optional.empty() : Optional.ofNullable(upstreams.get(repository.substring(start, end)));
    }
}
