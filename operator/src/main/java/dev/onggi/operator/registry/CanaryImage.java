package dev.onggi.operator.registry;

import dev.onggi.operator.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The image that nodes pull to prove that they can: nothing but a program that sleeps. It is made here, byte for byte the
 * same in every version of Java, so that its digest is a constant and a canary never changes without a reason.
 */
public final class CanaryImage {

    /** Repository of the canary in every registry of the operator's own. */
    public static final String REPOSITORY = "onggi/canary";

    /**
     * Repository of the canary in a registry of others: one path component, for Docker Hub takes none below the user's name
     * (https://docs.docker.com/docker-hub/repos/create/).
     */
    public static final String FLAT_REPOSITORY = "onggi-canary";

    /** User and group that the program runs as. */
    public static final long USER = 65532;

    private static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";

    private final List<PlatformImage> images;
    private final byte[] index;

    /** The canary, for linux/amd64 and linux/arm64. */
    public CanaryImage() {
        images = List.of(
                new PlatformImage("amd64", SleepingProgram.AMD64), new PlatformImage("arm64", SleepingProgram.ARM64));
        var descriptors = images.stream().map(PlatformImage::descriptor).toList();
        index = utf8("""
                {"schemaVersion":2,"mediaType":"%s","manifests":[%s]}""".formatted(ManifestDocument.OCI_INDEX, String.join(",", descriptors)));
    }

    /** The digest under which nodes pull it. */
    public Digest digest() {
        return Digest.of(index);
    }

    /** Puts it into a registry of the operator's own; what is there already is not sent again. */
    public void pushTo(RegistryClient registry, RegistryEndpoint endpoint) {
        pushTo(registry, endpoint, REPOSITORY);
    }

    /** Puts it into a repository of any registry; likewise. */
    public void pushTo(RegistryClient registry, RegistryEndpoint endpoint, String repository) {
        for (var image : images) {
            registry.pushBlob(endpoint, repository, image.layer);
            registry.pushBlob(endpoint, repository, image.config);
            registry.putManifest(endpoint, repository, ManifestDocument.OCI_MANIFEST, image.manifest);
        }
        registry.putManifest(endpoint, repository, ManifestDocument.OCI_INDEX, index);
    }

    /** The image for one platform. */
    private static final class PlatformImage {

        private final String architecture;
        private final byte[] layer;
        private final byte[] config;
        private final byte[] manifest;

        PlatformImage(String architecture, SleepingProgram program) {
            this.architecture = architecture;
            // not compressed: what a compressor writes differs between versions of zlib, and this is 3 KiB
            layer = SingleFileTar.of("pause", program.elf());
            config = utf8("""
                    {"architecture":"%s","os":"linux","config":{"User":"%d:%d","Entrypoint":["/pause"]},\
                    "rootfs":{"type":"layers","diff_ids":["%s"]}}""".formatted(architecture, USER, USER, Digest.of(layer)));
            manifest = utf8("""
                    {"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}""".formatted(
                            ManifestDocument.OCI_MANIFEST, content(CONFIG_TYPE, config), content(LAYER_TYPE, layer)));
        }

        private String descriptor() {
            return """
                    {"mediaType":"%s","digest":"%s","size":%d,"platform":{"architecture":"%s","os":"linux"}}""".formatted(ManifestDocument.OCI_MANIFEST, Digest.of(manifest), manifest.length, architecture);
        }

        private static String content(String mediaType, byte[] content) {
            return """
                    {"mediaType":"%s","digest":"%s","size":%d}""".formatted(mediaType, Digest.of(content), content.length);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
