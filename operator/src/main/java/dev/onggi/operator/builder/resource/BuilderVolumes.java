package dev.onggi.operator.builder.resource;

import dev.onggi.operator.builder.api.BuilderApi;
import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.localregistry.resource.CertificateSecrets;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the containers of a builder see: each no more than it needs. */
final class BuilderVolumes {

    /** Inputs, credentials and results of builds: the runner and BuildKit. */
    static final String BUILDS_PATH = "/builds";

    /** Sources of builds: all three. */
    static final String SOURCES_PATH = "/sources";

    private static final String BUILDS = "builds";
    private static final String SOURCES = "sources";
    private static final String STATE = "state";
    private static final String RUN = "run";
    private static final String FETCH_RUN = "fetch-run";
    private static final String INPUTS = "inputs";
    /** Its Secret is the Pod's own. */
    static final String TLS = "tls";

    private static final String CA = "ca";

    private BuilderVolumes() {}

    static List<Volume> of(PushTarget registry, String secret, Quantity sources, boolean fetches) {
        var volumes = new ArrayList<Volume>();
        volumes.add(emptyDir(BUILDS));
        volumes.add(new VolumeBuilder()
                .withName(SOURCES)
                .withNewEmptyDir()
                .withSizeLimit(sources)
                .endEmptyDir()
                .build());
        volumes.add(emptyDir(RUN));
        if (fetches) {
            volumes.add(emptyDir(FETCH_RUN));
        }
        volumes.add(new VolumeBuilder()
                .withName(STATE)
                .withNewPersistentVolumeClaim()
                .withClaimName(BuilderMetadata.NAME)
                .endPersistentVolumeClaim()
                .build());
        volumes.add(secret(INPUTS, secret, BuilderSecret.BUILDKITD_TOML));
        volumes.add(secret(
                TLS,
                secret,
                CertificateSecrets.CERTIFICATE,
                CertificateSecrets.PRIVATE_KEY,
                CertificateSecrets.CA_CERTIFICATE,
                BuilderApi.FIRST_ORDER));
        registry.caSecret().ifPresent(ca -> volumes.add(secret(CA, ca, CertificateSecrets.CA_CERTIFICATE)));
        return volumes;
    }

    static List<VolumeMount> runnerMounts() {
        return List.of(mount(BUILDS, BUILDS_PATH), mount(SOURCES, SOURCES_PATH), readOnly(TLS, "/onggi/tls"));
    }

    static List<VolumeMount> fetchMounts() {
        return List.of(mount(SOURCES, SOURCES_PATH), mount(FETCH_RUN, "/run"));
    }

    static List<VolumeMount> buildMounts(PushTarget registry) {
        var mounts = new ArrayList<VolumeMount>();
        mounts.add(mount(BUILDS, BUILDS_PATH));
        mounts.add(readOnly(SOURCES, SOURCES_PATH));
        mounts.add(mount(RUN, "/run"));
        mounts.add(mount(STATE, "/root/.local/share/buildkit"));
        mounts.add(readOnly(INPUTS, "/onggi/inputs"));
        if (registry.caSecret().isPresent()) {
            mounts.add(readOnly(CA, "/onggi/ca"));
        }
        return mounts;
    }

    private static Volume emptyDir(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    private static Volume secret(String name, String secret, String... keys) {
        return new VolumeBuilder()
                .withName(name)
                .withNewSecret()
                .withSecretName(secret)
                .withItems(Stream.of(keys).map(BuilderVolumes::item).toList())
                .endSecret()
                .build();
    }

    private static KeyToPath item(String key) {
        return new KeyToPathBuilder().withKey(key).withPath(key).build();
    }

    private static VolumeMount mount(String volume, String path) {
        return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
    }

    private static VolumeMount readOnly(String volume, String path) {
        return new VolumeMountBuilder(mount(volume, path)).withReadOnly(true).build();
    }
}
