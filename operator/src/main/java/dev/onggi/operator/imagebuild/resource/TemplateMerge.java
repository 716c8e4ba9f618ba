package dev.onggi.operator.imagebuild.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A Pod template of the user's with the operator's own over it. Objects are merged field by field, lists by the keys that
 * server-side apply merges them by (https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy) as far as
 * the operator writes such lists; of anything else that both have, the operator's stays, and its path is told. Pure.
 */
final class TemplateMerge {

    private static final Map<String, List<String>> KEYS = Map.of(
            "containers", List.of("name"),
            "initContainers", List.of("name"),
            "volumes", List.of("name"),
            "env", List.of("name"),
            "volumeMounts", List.of("mountPath"),
            "ports", List.of("containerPort", "protocol"),
            "imagePullSecrets", List.of("name"));

    /** What is one of several kinds: half of one and half of another would be neither. */
    private static final Set<String> WHOLE = Set.of(
            "volumes",
            "env",
            "volumeMounts",
            "ports",
            "imagePullSecrets",
            "readinessProbe",
            "livenessProbe",
            "startupProbe");

    private static final Pattern PLAIN = Pattern.compile("\\w+");

    private final List<String> conflicts = new ArrayList<>();

    private TemplateMerge() {}

    /**
     * What came of it.
     *
     * @param merged the template
     * @param conflicts paths of what both have and the operator's stayed of
     */
    record Merged(ObjectNode merged, List<String> conflicts) {}

    static Merged of(ObjectNode theirs, ObjectNode ours) {
        var merge = new TemplateMerge();
        var merged = merge.objects(theirs, ours, "spec.template");
        return new Merged(merged, List.copyOf(merge.conflicts));
    }

    private ObjectNode objects(ObjectNode theirs, ObjectNode ours, String path) {
        var merged = theirs.deepCopy();
        ours.properties().forEach(field -> {
            var name = field.getKey();
            // a label's key has dots of its own
            var place = PLAIN.matcher(name).matches() ? path + "." + name : "%s[%s]".formatted(path, name);
            merged.set(name, values(name, theirs.path(name), field.getValue(), place));
        });
        return merged;
    }

    private JsonNode values(String name, JsonNode theirs, JsonNode ours, String path) {
        if (theirs.isMissingNode() || theirs.isNull() || theirs.equals(ours)) {
            return ours;
        }
        if (KEYS.containsKey(name) && theirs instanceof ArrayNode theirList && ours instanceof ArrayNode ourList) {
            return lists(name, theirList, ourList, path);
        }
        if (!WHOLE.contains(name) && theirs instanceof ObjectNode theirObject && ours instanceof ObjectNode ourObject) {
            return objects(theirObject, ourObject, path);
        }
        conflicts.add(path);
        return ours;
    }

    /** The operator's first, then what only the user has, each in its order. */
    private ArrayNode lists(String name, ArrayNode theirs, ArrayNode ours, String path) {
        var merged = JsonNodeFactory.instance.arrayNode();
        var left = new ArrayList<JsonNode>();
        theirs.forEach(left::add);
        for (var our : ours) {
            var key = key(name, our);
            var their = left.stream()
                    .filter(other -> key(name, other).equals(key))
                    .findFirst()
                    .orElse(JsonNodeFactory.instance.missingNode());
            left.remove(their);
            var element = "%s[%s]".formatted(path, key);
            merged.add(values(WHOLE.contains(name) ? name : "", their, our, element));
        }
        left.forEach(merged::add);
        return merged;
    }

    /** The key of an element, as it stands in a path: {@code name=app}. */
    private static String key(String list, JsonNode element) {
        return String.join(
                ",",
                KEYS.get(list).stream()
                        .map(field -> field + "=" + element.path(field).asText("protocol".equals(field) ? "TCP" : ""))
                        .toList());
    }
}
