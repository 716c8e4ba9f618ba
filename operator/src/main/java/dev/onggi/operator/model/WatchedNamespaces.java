package dev.onggi.operator.model;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The namespaces that the operator looks after. With names it has rights in those alone: it asks for nothing in others, and
 * does not read namespaces themselves, which are of no namespace.
 *
 * @param names theirs; empty: all namespaces
 */
public record WatchedNamespaces(SortedSet<String> names) {

    /** All of them. */
    public static final WatchedNamespaces ALL = new WatchedNamespaces(new TreeSet<>());

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** Those of a setting, which may be missing. */
    public static WatchedNamespaces of(Optional<List<String>> setting) {
        return of(setting.orElseGet(List::of));
    }

    /**
     * Those that are named.
     *
     * @throws IllegalArgumentException where one is no name of a namespace: an operator that does not start is noticed at
     *     once, one that watches too little is not
     */
    public static WatchedNamespaces of(Collection<String> setting) {
        var names = setting.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        names.stream().filter(name -> !NAME.matcher(name).matches()).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "ONGGI_WATCH_NAMESPACES has \"%s\", which is no name of a namespace; names are divided by commas"
                            .formatted(name));
        });
        return new WatchedNamespaces(names);
    }

    /** Whether it is the whole cluster. */
    public boolean all() {
        return names.isEmpty();
    }

    /** Whether a namespace is one of them. */
    public boolean contains(String namespace) {
        return all() || names.contains(namespace);
    }

    @Override
    public String toString() {
        return all() ? "all namespaces" : String.join(", ", names);
    }
}
