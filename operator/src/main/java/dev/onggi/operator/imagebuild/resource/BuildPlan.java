package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.Compression;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildSpec;
import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import dev.onggi.operator.model.BuildFingerprint;
import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.ImageReference;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that a build of the current spec needs to know.
 *
 * @param imageBuild the resource
 * @param registry the registry to push to
 * @param files the files of the source, where it is not git
 * @param settings what the installation chooses
 */
public record BuildPlan(
        ImageBuild imageBuild, PushTarget registry, Optional<SourceFiles> files, BuilderSettings settings) {

    /** The spec of the resource. */
    public ImageBuildSpec spec() {
        return imageBuild.getSpec();
    }

    /** The repository to push to, in the registry and below its path prefix. */
    public String repository() {
        var metadata = imageBuild.getMetadata();
        return Objects.requireNonNullElseGet(
                spec().image().repository(), () -> metadata.getNamespace() + "/" + metadata.getName());
    }

    /**
     * Where the cache lives. A builder that others use, too, is given no credential of the user's, and fetches nothing but
     * git's repositories: a build that needs more runs in a Pod of its own, and keeps its cache on a claim.
     */
    public CacheMode cacheMode() {
        var mode = spec().cache().mode();
        var git = spec().source().git();
        if (mode == CacheMode.SHARED && isFetchedByProgram()) {
            return CacheMode.VOLUME;
        }
        var ofUser = (git != null && git.secretRef() != null)
                || !MountedSecrets.of(spec()).isEmpty()
                || (registry.external() && registry.pushSecret().isPresent());
        return mode == CacheMode.SHARED && ofUser ? CacheMode.VOLUME : mode;
    }

    private boolean isFetchedByProgram() {
        var source = spec().source();
        return source.archive() != null || source.oci() != null || source.persistentVolumeClaim() != null;
    }

    /** Whether the builder of the namespace makes the build. */
    public boolean isShared() {
        return cacheMode() == CacheMode.SHARED;
    }

    /** The image as the build pushes it. */
    public ImageReference image() {
        return registry.pushed(repository());
    }

    /** The image as nodes pull it: its address is another one where they reach the registry by another name. */
    public String pullReference(Digest digest) {
        return registry.pulled(repository()).byDigest(digest);
    }

    /** Tags to move to the image. */
    public List<String> tags() {
        return spec().image().tags();
    }

    /** The inputs of the build: see {@link BuildFingerprint}. */
    public String fingerprint() {
        var spec = spec();
        var fingerprint = new BuildFingerprint();
        // what came to the schema later is an input where it is used, and no build is made anew for its sake
        if (spec.source().archive() != null) {
            fingerprint.with("archive", json(spec.source().archive()));
        }
        if (spec.source().oci() != null) {
            fingerprint.with("oci", json(spec.source().oci()));
        }
        if (spec.source().persistentVolumeClaim() != null) {
            fingerprint.with("persistentVolumeClaim", json(spec.source().persistentVolumeClaim()));
        }
        if (spec.image().compression() == Compression.GZIP) {
            fingerprint.with("compression", "gzip");
        }
        if (spec.platforms() != null) {
            fingerprint.with("platforms", spec.platforms());
        }
        if (spec.labels() != null) {
            fingerprint.with("labels", spec.labels());
        }
        if (Attestations.hasProvenance(spec.image())) {
            fingerprint.with("provenance", "true");
        }
        Attestations.scanner(spec.image()).ifPresent(scanner -> fingerprint.with("sbom", scanner));
        if (!MountedSecrets.of(spec).isEmpty()) {
            fingerprint.with("secrets", json(spec.secrets())).with("ssh", json(spec.ssh()));
        }
        return fingerprint
                .with("image", image().byTag(""))
                .with("tags", tags())
                .with(
                        "git",
                        spec.source().git() == null ? null : json(spec.source().git()))
                .with("files", files.map(SourceFiles::hash).orElse(null))
                .with("contextDir", spec.contextDir())
                .with("dockerfile", json(spec.dockerfile()))
                .with("target", spec.target())
                .with("args", spec.args() == null ? null : json(spec.args()))
                .with("rebuild", spec.rebuild())
                .value();
    }

    private static String json(Object value) {
        return Serialization.asJson(value);
    }
}
