package dev.onggi.operator.imagebuild.resource;

import dev.onggi.operator.model.BuildFingerprint;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files that come with the resources themselves: inline ones, or those of a ConfigMap. They are copied into the inputs of
 * a build, so that a build sees what its fingerprint was computed from, whatever happens to the ConfigMap meanwhile.
 *
 * @param texts contents by path
 * @param binaries contents in base64 by path
 */
public record SourceFiles(SortedMap<String, String> texts, SortedMap<String, String> binaries) {

    /** Inline files. */
    public static SourceFiles inline(Map<String, String> files) {
        return new SourceFiles(new TreeMap<>(files), new TreeMap<>());
    }

    /** The files of a ConfigMap: each key is one. */
    public static SourceFiles of(ConfigMap configMap) {
        return new SourceFiles(
                new TreeMap<>(Objects.requireNonNullElse(configMap.getData(), Map.of())),
                new TreeMap<>(Objects.requireNonNullElse(configMap.getBinaryData(), Map.of())));
    }

    /** Bytes of all contents as a ConfigMap holds them: texts in UTF-8, binaries in base64. */
    public long length() {
        return Stream.of(texts, binaries)
                .flatMap(files -> files.values().stream())
                .mapToLong(content -> content.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /** sha256 of paths and contents: the revision of such a source. */
    public String hash() {
        return new BuildFingerprint()
                .with("texts", texts)
                .with("binaries", binaries)
                .value();
    }
}
