package dev.onggi.operator.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Golden scenarios below {@code src/test/resources}: a folder each, with inputs ({@code in-*.yaml}) and the objects that
 * have to come out of them ({@code out-<kind>-<name>.yaml}). {@code mvn test -Dgolden.write=true} writes the latter anew,
 * for the difference to be read in a review.
 */
public final class GoldenFiles {

    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final Path root;
    private final SortedSet<Path> used = new TreeSet<>();

    private GoldenFiles(Path root) {
        this.root = root;
    }

    /** The scenarios of a folder such as {@code localregistry/golden}. */
    public static GoldenFiles in(String folder) {
        return new GoldenFiles(Path.of("src/test/resources", folder));
    }

    /** Names of all scenarios. */
    public List<String> scenarios() {
        return list(root)
                .filter(Files::isDirectory)
                .map(folder -> folder.getFileName().toString())
                .toList();
    }

    /** One scenario. */
    public Scenario scenario(String name) {
        return new Scenario(root.resolve(name));
    }

    /** Files that no test has looked at. */
    public List<Path> unused() {
        return scenarios().stream()
                .flatMap(name -> list(root.resolve(name)))
                .filter(file -> !used.contains(file))
                .toList();
    }

    private static Stream<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One scenario. */
    public final class Scenario {

        private final Path folder;

        private Scenario(Path folder) {
            this.folder = folder;
        }

        /** The one input of a kind. */
        public <T extends HasMetadata> T input(Class<T> type) {
            var found = inputs(type);
            assertThat(found)
                    .as("inputs of kind %s in %s", type.getSimpleName(), folder)
                    .hasSize(1);
            return found.getFirst();
        }

        /** All inputs of a kind, in the order of their files. */
        public <T extends HasMetadata> List<T> inputs(Class<T> type) {
            var found = new ArrayList<T>();
            list(folder)
                    .filter(file -> file.getFileName().toString().startsWith("in-"))
                    .filter(file -> tree(read(file)).path("kind").asText().equals(HasMetadata.getKind(type)))
                    .forEach(file -> {
                        used.add(file);
                        found.add(SERIALIZATION.unmarshal(read(file), type));
                    });
            return found;
        }

        /** Fails, with every difference, unless exactly these objects are the scenario's outputs. */
        public void assertOutputs(Collection<? extends HasMetadata> produced) {
            var byFile = new TreeMap<Path, HasMetadata>();
            produced.forEach(object -> byFile.put(folder.resolve(fileName(object)), object));
            if (WRITE) {
                write(byFile);
            }
            var differences = new ArrayList<String>();
            byFile.forEach((file, object) -> {
                used.add(file);
                differences.addAll(differences(file, object));
            });
            list(folder)
                    .filter(file -> file.getFileName().toString().startsWith("out-") && !byFile.containsKey(file))
                    .forEach(file -> differences.add(file + ": no such object was made"));
            if (!differences.isEmpty()) {
                fail("differs from the golden files; if that is wanted, run with -Dgolden.write=true\n"
                        + String.join("\n", differences));
            }
        }

        private List<String> differences(Path file, HasMetadata object) {
            if (!Files.exists(file)) {
                return List.of(file + ": is missing, the object was\n" + SERIALIZATION.asYaml(object));
            }
            return TreeDifference.between(tree(read(file)), tree(SERIALIZATION.asYaml(object))).stream()
                    .map(difference -> file + ": " + difference)
                    .toList();
        }

        private void write(Map<Path, HasMetadata> objects) {
            try {
                for (var file : list(folder).toList()) {
                    if (file.getFileName().toString().startsWith("out-")) {
                        Files.delete(file);
                    }
                }
                for (var object : objects.entrySet()) {
                    Files.writeString(object.getKey(), SERIALIZATION.asYaml(object.getValue()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static JsonNode tree(String yaml) {
            return SERIALIZATION.unmarshal(yaml, JsonNode.class);
        }

        private static String fileName(HasMetadata object) {
            return "out-%s-%s.yaml"
                    .formatted(
                            object.getKind().toLowerCase(Locale.ROOT),
                            object.getMetadata().getName());
        }
    }
}
