package dev.onggi.operator.gateway.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.onggi.operator.gateway.storage.Layout;
import dev.onggi.operator.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Lays out a storage as distribution does; a test pulls from one of these with a real distribution. */
public final class TestStorage {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private final Path root;

    /** A storage below a registry's root directory. */
    public TestStorage(Path root) {
        this.root = root;
    }

    /** Puts data there that no repository knows. */
    public Digest blob(String content) {
        var digest = Digest.of(content);
        write(Layout.data(digest), content);
        return digest;
    }

    /** Puts a layer into a repository. */
    public Digest layer(String repository, String content) {
        var digest = blob(content);
        write(Layout.layer(repository, digest) + "/link", digest.value());
        return digest;
    }

    /** Puts an image into a repository, without a tag. */
    public Digest image(String repository, Instant time, String... layers) {
        return image(repository, time, Arrays.asList(layers), "");
    }

    /** Puts an image into a repository that is about another. */
    public Digest about(String repository, Instant time, Digest subject, String... layers) {
        return image(
                repository,
                time,
                Arrays.asList(layers),
                ",\"subject\":{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2}".formatted(MANIFEST, subject));
    }

    private Digest image(String repository, Instant time, List<String> layers, String more) {
        var config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]},\"n\":\"%s\"}"
                        .formatted(String.join("+", layers));
        var descriptors = new ArrayList<String>();
        for (String layer : layers) {
            descriptors.add(descriptor("application/vnd.oci.image.layer.v1.tar", layer(repository, layer), layer));
        }
        return manifest(
                repository,
                time,
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]%s}"
                        .formatted(
                                MANIFEST,
                                descriptor(
                                        "application/vnd.oci.image.config.v1+json", layer(repository, config), config),
                                String.join(",", descriptors),
                                more));
    }

    /** Puts an index into a repository. */
    public Digest index(String repository, Instant time, Digest... manifests) {
        var list = Arrays.stream(manifests)
                .map(digest ->
                        "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}"
                                .formatted(MANIFEST, digest, size(digest)))
                .collect(Collectors.joining(","));
        return manifest(
                repository,
                time,
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}".formatted(INDEX, list));
    }

    private Digest manifest(String repository, Instant time, String json) {
        var digest = blob(json);
        write(Layout.revision(repository, digest) + "/link", digest.value(), time);
        return digest;
    }

    private long size(Digest digest) {
        try {
            return Files.size(root.resolve(Layout.data(digest)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String descriptor(String mediaType, Digest digest, String content) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
                .formatted(mediaType, digest, content.getBytes(UTF_8).length);
    }

    /** Lets a tag name a manifest. */
    public void tag(String repository, String tag, Digest digest, Instant time) {
        write(Layout.tag(repository, tag) + "/index/sha256/" + digest.hex() + "/link", digest.value(), time);
        write(Layout.tagLink(repository, tag), digest.value(), time);
    }

    public boolean has(String path) {
        return Files.exists(root.resolve(path));
    }

    /** Writes a file. */
    public void write(String path, String content) {
        try {
            Files.createDirectories(root.resolve(path).getParent());
            Files.writeString(root.resolve(path), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String path, String content, Instant time) {
        write(path, content);
        try {
            Files.setLastModifiedTime(root.resolve(path), FileTime.from(time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
