package dev.onggi.operator.nodeagent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What containerd's configuration says of registries
 * (https://github.com/containerd/containerd/blob/main/docs/cri/registry.md).
 *
 * @param configPath the directories of {@code config_path}, in their order; empty where it is not set
 * @param mirrors whether it lists mirrors in the old way, which keeps containerd from having a default
 * @param localPull whether pulls are forced to be made by the CRI plugin and not by the transfer service
 */
record ContainerdConfig(List<String> configPath, boolean mirrors, boolean localPull) {

    /** Name of the plugin since version 3 of the format, in version 2, and in version 1. */
    private static final List<String> PLUGINS =
            List.of("io.containerd.cri.v1.images", "io.containerd.grpc.v1.cri", "cri");

    private static final int MAX_FILES = 100;

    /**
     * Reads a configuration with all that it imports.
     *
     * @throws IOException when a file cannot be read or is not TOML
     */
    static ContainerdConfig read(NodeFiles files, String path) throws IOException {
        ObjectNode document = Toml.empty();
        Deque<String> pending = new ArrayDeque<>(List.of(path));
        Set<String> seen = new HashSet<>();
        while (!pending.isEmpty() && seen.size() < MAX_FILES) {
            String next = pending.removeFirst();
            if (seen.add(next)) {
                ObjectNode read = Toml.read(files, next).orElseGet(Toml::empty);
                document = Toml.merge(document, read); // what is imported has the last word
                pending.addAll(imports(files, next, read));
            }
        }
        return of(document);
    }

    private static ContainerdConfig of(ObjectNode document) {
        JsonNode plugins = document.path("plugins");
        Optional<String> configPath = PLUGINS.stream()
                .map(plugin -> plugins.path(plugin)
                        .path("registry")
                        .path("config_path")
                        .asText(""))
                .filter(value -> !value.isEmpty())
                .findFirst();
        return new ContainerdConfig(
                configPath.map(ContainerdConfig::split).orElse(List.of()),
                PLUGINS.stream().anyMatch(plugin -> isFilled(plugins.path(plugin), "mirrors")),
                PLUGINS.stream().map(plugins::path).anyMatch(ContainerdConfig::pullsLocally));
    }

    private static boolean isFilled(JsonNode plugin, String table) {
        return !plugin.path("registry").path(table).isEmpty();
    }

    /** Some settings have the same effect as the one that is named for it: see CheckLocalImagePullConfigs in containerd. */
    private static boolean pullsLocally(JsonNode plugin) {
        return plugin.path("use_local_image_pull").asBoolean(false)
                || plugin.path("discard_unpacked_layers").asBoolean(false)
                || plugin.path("image_pull_with_sync_fs").asBoolean(false)
                || !plugin.path("disable_snapshot_annotations").asBoolean(true)
                || plugin.path("max_concurrent_downloads").asInt(3) != 3
                || isFilled(plugin, "configs")
                || isFilled(plugin, "auths");
    }

    private static List<String> split(String configPath) {
        return Arrays.stream(configPath.split(":"))
                .filter(directory -> !directory.isEmpty())
                .toList();
    }

    /** Paths that are imported: absolute or relative to the file, with * and ? in the last part. */
    private static List<String> imports(NodeFiles files, String from, ObjectNode document) throws IOException {
        List<String> paths = new ArrayList<>();
        for (JsonNode entry : document.path("imports")) {
            String directory = from.substring(0, from.lastIndexOf('/'));
            String path = entry.asText().startsWith("/") ? entry.asText() : directory + "/" + entry.asText();
            int name = path.lastIndexOf('/');
            paths.addAll(files.matching(path.substring(0, name), path.substring(name + 1)));
        }
        return paths;
    }
}
