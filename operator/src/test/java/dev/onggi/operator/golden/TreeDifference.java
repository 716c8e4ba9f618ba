package dev.onggi.operator.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The differences of two trees, a line each, with their paths. */
public final class TreeDifference {

    private static final String NOTHING_EXPECTED = ": expected nothing, was ";

    private TreeDifference() {}

    static List<String> between(JsonNode expected, JsonNode actual) {
        var differences = new ArrayList<String>();
        compare("", expected, actual, differences);
        return differences;
    }

    /** The differences, less what is in the actual tree alone: what was lost or changed. */
    public static List<String> lost(JsonNode expected, JsonNode actual) {
        return between(expected, actual).stream()
                .filter(difference -> !difference.contains(NOTHING_EXPECTED))
                .toList();
    }

    private static void compare(String path, JsonNode expected, JsonNode actual, List<String> differences) {
        if (expected.isObject() && actual.isObject()) {
            var names = new TreeSet<String>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "/" + name, expected.path(name), actual.path(name), differences));
        } else if (expected.isArray() && actual.isArray()) {
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                compare(path + "/" + i, expected.path(i), actual.path(i), differences);
            }
        } else if (!expected.equals(actual)) {
            differences.add("%s: expected %s, was %s".formatted(path, text(expected), text(actual)));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
