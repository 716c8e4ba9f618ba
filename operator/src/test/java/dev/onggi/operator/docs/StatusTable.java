package dev.onggi.operator.docs;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table of what a status says, made of the code. A page has it between two comments.
 *
 * @param name what it lists
 * @param kind of which kind
 * @param text the table, in Markdown
 */
record StatusTable(String name, Kind kind, String text) {

    private static final Path CRDS = Path.of("..", "crds");

    /** All tables of a kind, in the order of the page. */
    static List<StatusTable> of(Kind kind) {
        var version = version(kind);
        return List.of(
                new StatusTable(
                        "conditions",
                        kind,
                        table(
                                "condition | True when",
                                kind.conditions().stream().map(StatusTable::row))),
                new StatusTable(
                        "reasons",
                        kind,
                        table("reason | meaning", kind.reasons().stream().map(StatusTable::row))),
                new StatusTable("events", kind, table("event | type | told when", events(kind))),
                new StatusTable("columns", kind, table("column | what it shows | when", columns(version))),
                new StatusTable(
                        "fields",
                        kind,
                        table(
                                "field of `status` | type | meaning",
                                fields(version.at("/schema/openAPIV3Schema/properties/status"), ""))));
    }

    String begin() {
        return "<!-- %s of %s -->".formatted(name, kind.title());
    }

    String end() {
        return "<!-- end of %s of %s -->".formatted(name, kind.title());
    }

    /** The table between its comments. */
    String block() {
        return begin() + "\n\n" + text + "\n" + end();
    }

    @Override
    public String toString() {
        return name + " of " + kind.title();
    }

    private static Stream<String> events(Kind kind) {
        var told = kind.reasons().stream()
                .flatMap(reason -> reason.event().stream()
                        .map(type -> "`%s` | %s | %s"
                                .formatted(
                                        reason.value(), type, reason.meaning().replaceFirst("^[^:]*: ", ""))));
        return Stream.concat(
                told, Stream.of(kind.otherEvents() + " | Warning | the condition gets it; the note is its message"));
    }

    private static Stream<String> columns(JsonNode version) {
        return version.path("additionalPrinterColumns")
                .valueStream()
                .map(column -> "`%s` | `%s` | %s"
                        .formatted(
                                column.path("name").asText(),
                                column.path("jsonPath").asText(),
                                column.path("priority").asInt() == 0 ? "always" : "with `-o wide`"));
    }

    /** The fields of an object and of those in it, by their paths. */
    private static Stream<String> fields(JsonNode object, String path) {
        return object.path("properties").propertyStream().flatMap(property -> {
            var field = property.getValue();
            var items = field.has("items") ? field.get("items") : field;
            var name = path + property.getKey() + (field.has("items") ? "[]" : "");
            return Stream.concat(
                    Stream.of("`%s` | %s | %s"
                            .formatted(
                                    name,
                                    items.path("type").asText(),
                                    field.path("description").asText())),
                    fields(items, name + "."));
        });
    }

    private static String row(Constant constant) {
        return "`%s` | %s".formatted(constant.value(), constant.meaning());
    }

    private static String table(String head, Stream<String> rows) {
        var lines =
                Stream.concat(Stream.of(head, head.replaceAll("[^|]+", " --- ").strip()), rows);
        return lines.map(line -> ("| " + line).strip())
                .map(line -> line.endsWith("|") ? line + "\n" : line + " |\n")
                .collect(joining());
    }

    private static JsonNode version(Kind kind) {
        try {
            return new YAMLMapper()
                    .readTree(CRDS.resolve(kind.definition()).toFile())
                    .at("/spec/versions/0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
