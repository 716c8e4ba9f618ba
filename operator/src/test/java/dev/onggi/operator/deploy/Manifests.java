package dev.onggi.operator.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The install manifests as they are shipped. */
public final class Manifests {

    static final Path BASE = Path.of("..", "deploy", "base");

    private Manifests() {}

    /** The files of the base, in order, without kustomize's own. */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(BASE)) {
            return files.filter(file -> !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> objects(Path file) {
        try {
            return objects(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a text. */
    public static List<JsonNode> objects(String yaml) {
        try (MappingIterator<JsonNode> documents =
                new YAMLMapper().readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All objects of some kinds. */
    public static List<JsonNode> all(String... kinds) {
        return files().stream()
                .flatMap(file -> objects(file).stream())
                .filter(object -> List.of(kinds).contains(object.get("kind").asText()))
                .toList();
    }
}
