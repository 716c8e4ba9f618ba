package dev.onggi.operator.imagebuild;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildSpec;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistrySpec;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.operator.imagebuild.resource.BuilderSettings;
import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The team, the ImageBuild and the registry that the tests of this kind are about. */
public final class Samples {

    /** The time of the tests. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** A clock that stands at {@link #NOW}. */
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    /** What the installation chooses. */
    public static final BuilderSettings SETTINGS = new BuilderSettings(
            "docker.io/moby/buildkit:v0.34.2",
            "docker.io/moby/buildkit:v0.34.2-rootless",
            "docker.io/onggi/operator:0.1.0",
            "onggi/build-0123456789ab.json",
            List.of("169.254.0.0/16", "fd00:ec2::254/128"));

    /** The digest of the image that builds make. */
    public static final Digest DIGEST = Digest.of("image");

    /** What another build came to. */
    public static final Digest OTHER_DIGEST = Digest.of("another image");

    /** The commit that fetches find. */
    public static final String COMMIT = "8f3c1a52d8e4a539d0e6d1b3f1f2a774f6c1a520";

    /** A source in the place of the inline one. */
    public static final String GIT = "source: {git: {url: 'https://git.example.com/team/hello.git', revision: main}}";

    /** A source that is an archive. */
    public static final String ARCHIVE =
            "source: {archive: {url: 'https://files.example.com/hello.tar.gz', sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef}}";

    /** A source that is an artifact of a registry. */
    public static final String OCI = "source: {oci: {reference: 'ghcr.io/team/hello:1'}}";

    /** A source that is a directory of a volume. */
    public static final String CLAIM = "source: {persistentVolumeClaim: {claimName: sources, path: hello}}";

    /** A roll-out, with a Service. */
    public static final String ROLLOUT =
            "rollout: {progressDeadline: 10m, deployment: {replicas: 1, ports: [{containerPort: 8080, protocol: TCP}]}}";

    /** Every default of the schema, as the API server fills them in. */
    private static final String SPEC = """
            source: {inline: {files: {Dockerfile: "FROM scratch"}}}
            contextDir: "."
            dockerfile: {}
            image: {tags: [latest]}
            cache: {mode: Volume, size: 10Gi}
            builder: {timeout: 1h}
            suspend: false
            """;

    private Samples() {}

    /** The ImageBuild hello, made a minute ago. */
    public static ImageBuild imageBuild(String... fields) {
        var imageBuild = new ImageBuild();
        var metadata = imageBuild.getMetadata();
        metadata.setName("hello");
        metadata.setNamespace("team-a");
        metadata.setUid("uid-hello");
        metadata.setGeneration(1L);
        metadata.setCreationTimestamp(NOW.minusSeconds(60).toString());
        imageBuild.setSpec(spec(fields));
        return imageBuild;
    }

    /** A complete spec; each of the fields, in YAML, takes the place of the default one. */
    public static ImageBuildSpec spec(String... fields) {
        var spec = Serialization.unmarshal(SPEC, ObjectNode.class);
        for (var field : fields) {
            spec.setAll(Serialization.unmarshal(field, ObjectNode.class));
        }
        return Serialization.unmarshal(spec.toString(), ImageBuildSpec.class);
    }

    /** A registry that answers. */
    public static LocalRegistry registry(String name) {
        return registry(name, new Condition("Available", "True", "Available", "it answers", 1L, NOW.toString()));
    }

    /** A registry that answers, in another namespace than the ImageBuild's; fields of its spec, in YAML. */
    public static LocalRegistry foreignRegistry(String namespace, String name, String... fields) {
        var registry = registry(name);
        registry.getMetadata().setNamespace(namespace);
        registry.setSpec(registrySpec(fields));
        return registry;
    }

    /** A spec of a registry; each of the fields, in YAML, is added to it. */
    public static LocalRegistrySpec registrySpec(String... fields) {
        var spec = Serialization.unmarshal("auth: {enabled: true}", ObjectNode.class);
        for (var field : fields) {
            spec.setAll(Serialization.unmarshal(field, ObjectNode.class));
        }
        return Serialization.unmarshal(spec.toString(), LocalRegistrySpec.class);
    }

    /** The status with another name for nodes to pull by. */
    public static LocalRegistryStatus reachedAs(String pullAddress, LocalRegistryStatus status) {
        var fields = Serialization.unmarshal(Serialization.asJson(status), ObjectNode.class);
        return Serialization.unmarshal(fields.put("pullAddress", pullAddress).toString(), LocalRegistryStatus.class);
    }

    /** A registry with conditions. */
    public static LocalRegistry registry(String name, Condition... conditions) {
        var registry = new LocalRegistry();
        registry.getMetadata().setName(name);
        registry.getMetadata().setNamespace("team-a");
        registry.getMetadata().setCreationTimestamp(NOW.minusSeconds(3600).toString());
        registry.setSpec(Serialization.unmarshal("auth: {enabled: true}", LocalRegistrySpec.class));
        registry.setStatus(LocalRegistryStatus.of(1L, List.of(conditions)));
        return registry;
    }
}
