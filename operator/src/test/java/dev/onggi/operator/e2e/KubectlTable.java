package dev.onggi.operator.e2e;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;

/**
 * What {@code kubectl get} shows of one kind.
 *
 * @param text as it was printed
 */
record KubectlTable(String text) {

    /** The names of its columns. */
    List<String> columns() {
        return List.of(head().split(" +"));
    }

    /** A column, by the names in the first one. */
    Map<String, String> column(String name) {
        int begin = head().indexOf(name);
        return text.lines()
                .skip(1)
                .collect(toMap(
                        line -> line.split(" ", 2)[0],
                        line -> line.substring(begin).split(" {2,}", 2)[0].strip()));
    }

    private String head() {
        return text.lines().findFirst().orElseThrow();
    }
}
