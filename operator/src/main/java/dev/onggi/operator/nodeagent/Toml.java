package dev.onggi.operator.nodeagent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * Configurations in TOML. The only class of the agent that needs more than {@code java.base}; it is loaded when a node is
 * inspected, and not by an agent that only keeps files in order.
 */
final class Toml {

    private Toml() {}

    /**
     * The document in a file; empty when there is none.
     *
     * @throws IOException when it cannot be read, or is not TOML; the message names the file and the line
     */
    static Optional<ObjectNode> read(NodeFiles files, String path) throws IOException {
        Optional<String> text = files.read(path);
        return text.isEmpty() ? Optional.empty() : Optional.of(parse(path, text.get()));
    }

    /** What is in the second takes the place of what is in the first; tables are merged. */
    static ObjectNode merge(ObjectNode first, ObjectNode second) {
        ObjectNode merged = first.deepCopy();
        second.properties().forEach(field -> {
            JsonNode there = merged.get(field.getKey());
            merged.set(
                    field.getKey(),
                    there instanceof ObjectNode table && field.getValue() instanceof ObjectNode other
                            ? merge(table, other)
                            : field.getValue());
        });
        return merged;
    }

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode parse(String path, String text) throws IOException {
        try {
            return new TomlMapper().readTree(text) instanceof ObjectNode document ? document : empty();
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new IOException(path + " is not TOML" + where, e);
        }
    }
}
