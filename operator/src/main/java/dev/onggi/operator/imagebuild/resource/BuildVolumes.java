package dev.onggi.operator.imagebuild.resource;

import static dev.onggi.operator.imagebuild.resource.BuildInputsFactory.BUILDKITD_TOML;
import static dev.onggi.operator.imagebuild.resource.BuildInputsFactory.INLINE_DOCKERFILE;
import static dev.onggi.operator.imagebuild.resource.BuildInputsFactory.SOURCE_POLICY;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.operator.model.ImageBuildNames;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the containers of a build Pod see: each no more than it needs. */
final class BuildVolumes {

    private static final String WORKSPACE = "workspace";
    private static final String FETCH_RUN = "fetch-run";
    private static final String GIT = "git";
    private static final String INPUTS = "inputs";
    private static final String SOURCE = "source";
    private static final String PUSH = "push";
    private static final String CA = "ca";
    private static final String RUN = "run";
    private static final String STATE = "state";
    private static final String CLAIM = "claim";
    private static final String SECRETS = "secrets";

    private BuildVolumes() {}

    static List<Volume> volumes(BuildPlan plan, String inputs) {
        var volumes = new ArrayList<Volume>();
        volumes.add(emptyDir(WORKSPACE));
        volumes.add(emptyDir(RUN));
        volumes.add(
                BuildPodFactory.keepsCache(plan)
                        ? new VolumeBuilder()
                                .withName(STATE)
                                .withNewPersistentVolumeClaim()
                                .withClaimName(new ImageBuildNames(
                                                plan.imageBuild().getMetadata().getName())
                                        .cache())
                                .endPersistentVolumeClaim()
                                .build()
                        : emptyDir(STATE));
        volumes.add(configMap(INPUTS, inputs, inputItems(plan)));
        plan.files().ifPresent(files -> volumes.add(configMap(SOURCE, inputs, BuildInputsFactory.items(files))));
        plan.registry().caSecret().ifPresent(secret -> volumes.add(secret(CA, secret, "ca.crt", "ca.crt")));
        plan.registry()
                .pushSecret()
                .ifPresent(secret -> volumes.add(secret(PUSH, secret, ".dockerconfigjson", "config.json")));
        if (plan.files().isEmpty()) {
            volumes.add(emptyDir(FETCH_RUN));
        }
        if (plan.spec().source().persistentVolumeClaim() != null) {
            volumes.add(claim(plan.spec().source().persistentVolumeClaim().claimName()));
        }
        OciFetch.of(plan).flatMap(OciFetch::volume).ifPresent(volumes::add);
        if (!MountedSecrets.of(plan.spec()).isEmpty()) {
            volumes.add(MountedSecrets.volume(SECRETS, plan.spec()));
        }
        volumes.addAll(watchVolumes(plan));
        return volumes;
    }

    /** Of a Pod that watches: the credential of its git server alone. */
    static List<Volume> watchVolumes(BuildPlan plan) {
        return gitSecret(plan)
                .map(secret -> new VolumeBuilder()
                        .withName(GIT)
                        .withNewSecret()
                        .withSecretName(secret.name())
                        .endSecret()
                        .build())
                .stream()
                .toList();
    }

    static List<VolumeMount> watchMounts(BuildPlan plan) {
        return gitSecret(plan).map(secret -> mount(GIT, "/onggi/git", true)).stream()
                .toList();
    }

    static List<VolumeMount> fetchMounts(BuildPlan plan) {
        var mounts = new ArrayList<VolumeMount>();
        mounts.add(mount(WORKSPACE, "/workspace", false));
        mounts.add(mount(FETCH_RUN, "/run", false));
        mounts.addAll(watchMounts(plan));
        if (plan.spec().source().persistentVolumeClaim() != null) {
            mounts.add(mount(CLAIM, "/onggi/claim", true));
        }
        OciFetch.of(plan).ifPresent(oci -> {
            oci.volume().ifPresent(secret -> mounts.add(mount(secret.getName(), "/onggi/pull", true)));
            if (oci.ofRegistry() && plan.registry().caSecret().isPresent()) {
                mounts.add(mount(CA, "/onggi/ca", true));
            }
        });
        return mounts;
    }

    static List<VolumeMount> buildMounts(BuildPlan plan, String home) {
        var mounts = new ArrayList<VolumeMount>();
        mounts.add(mount(WORKSPACE, "/workspace", false));
        mounts.add(mount(RUN, "/run", false));
        mounts.add(mount(STATE, home + "/.local/share/buildkit", false));
        mounts.add(mount(INPUTS, "/onggi/inputs", true));
        if (plan.files().isPresent()) {
            mounts.add(mount(SOURCE, "/onggi/source", true));
        } else {
            mounts.add(mount(FETCH_RUN, "/onggi/fetched", true));
        }
        if (plan.registry().caSecret().isPresent()) {
            mounts.add(mount(CA, "/onggi/ca", true));
        }
        if (plan.registry().pushSecret().isPresent()) {
            mounts.add(mount(PUSH, BuildPodFactory.pushDirectory(), true));
        }
        if (!MountedSecrets.of(plan.spec()).isEmpty()) {
            mounts.add(mount(SECRETS, MountedSecrets.DIRECTORY, true));
        }
        return mounts;
    }

    private static Optional<LocalObjectReference> gitSecret(BuildPlan plan) {
        return Optional.ofNullable(plan.spec().source().git()).map(git -> git.secretRef());
    }

    private static List<KeyToPath> inputItems(BuildPlan plan) {
        var items = new ArrayList<KeyToPath>();
        items.add(item(BUILDKITD_TOML, BUILDKITD_TOML));
        if (SourcePolicy.json(plan.registry()).isPresent()) {
            items.add(item(SOURCE_POLICY, SOURCE_POLICY));
        }
        if (plan.spec().dockerfile().inline() != null) {
            items.add(item(INLINE_DOCKERFILE, INLINE_DOCKERFILE));
        }
        return items;
    }

    private static KeyToPath item(String key, String path) {
        return new KeyToPathBuilder().withKey(key).withPath(path).build();
    }

    private static Volume emptyDir(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    private static Volume claim(String name) {
        return new VolumeBuilder()
                .withName(CLAIM)
                .withNewPersistentVolumeClaim()
                .withClaimName(name)
                .endPersistentVolumeClaim()
                .build();
    }

    private static Volume configMap(String name, String configMap, List<KeyToPath> items) {
        return new VolumeBuilder()
                .withName(name)
                .withNewConfigMap()
                .withName(configMap)
                .withItems(items)
                .endConfigMap()
                .build();
    }

    private static Volume secret(String name, String secret, String key, String path) {
        return new VolumeBuilder()
                .withName(name)
                .withNewSecret()
                .withSecretName(secret)
                .withItems(item(key, path))
                .endSecret()
                .build();
    }

    private static VolumeMount mount(String volume, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly ? true : null)
                .build();
    }
}
