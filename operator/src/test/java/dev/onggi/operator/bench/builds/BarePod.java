package dev.onggi.operator.bench.builds;

import dev.onggi.operator.imagebuild.resource.BuildKitConfig;
import dev.onggi.operator.imagebuild.resource.BuildPodFactory;
import dev.onggi.operator.imagebuild.resource.PushTarget;
import dev.onggi.operator.imagebuild.resource.Resources;
import dev.onggi.operator.imagebuild.result.BuildScripts;
import dev.onggi.operator.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Optional;

/**
 * BuildKit's daemon as a shared builder has it: the same image, user namespaces, limits, worker, configuration and kind of
 * volume. What is missing is Onggi: nobody hands builds over.
 *
 * @param namespace where it is
 * @param registry where builds push to
 * @param image BuildKit's
 */
record BarePod(String namespace, PushTarget registry, String image) {

    static final String NAME = "bare";

    /** Where a build's files and credential are. */
    static final String DIRECTORY = "/builds";

    static final String PUSH = "/onggi/push";

    private static final String CACHE = "10Gi";

    /** What has to be there, in this order. */
    List<HasMetadata> objects() {
        return List.of(claim(), inputs(), pod());
    }

    private HasMetadata claim() {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(metadata())
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .addToRequests("storage", new Quantity(CACHE))
                .endResources()
                .endSpec()
                .build();
    }

    private HasMetadata inputs() {
        return new SecretBuilder()
                .withMetadata(metadata())
                .addToStringData("buildkitd.toml", BuildKitConfig.toml(registry, Optional.of(CACHE)))
                .build();
    }

    private Pod pod() {
        return new PodBuilder()
                .withMetadata(metadata())
                .withNewSpec()
                .withHostUsers(false)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName(BuildPodFactory.BUILD)
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                // the builder's own script, which starts the daemon and then waits for orders that never come
                .withCommand("/bin/sh", "-c", BuildPodFactory.literal(BuildScripts.builder()), NAME)
                .withArgs(BuildPodFactory.BUILD, DIRECTORY, "exit 1")
                .withResources(Resources.ofBuild(null))
                .withSecurityContext(
                        BuildPodFactory.ofBuildKit(SeccompProfile.forBuilds().localhostProfile()))
                .withNewReadinessProbe()
                .withNewExec()
                .withCommand("test", "-e", DIRECTORY + "/.control/commands")
                .endExec()
                .withPeriodSeconds(1)
                .endReadinessProbe()
                .addNewVolumeMount()
                .withName("builds")
                .withMountPath(DIRECTORY)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("run")
                .withMountPath("/run")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("state")
                .withMountPath("/root/.local/share/buildkit")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("inputs")
                .withMountPath("/onggi/inputs")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("push")
                .withMountPath(PUSH)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("ca")
                .withMountPath("/onggi/ca")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("builds")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .addNewVolume()
                .withName("run")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .addNewVolume()
                .withName("state")
                .withNewPersistentVolumeClaim()
                .withClaimName(NAME)
                .endPersistentVolumeClaim()
                .endVolume()
                .addNewVolume()
                .withName("inputs")
                .withNewSecret()
                .withSecretName(NAME)
                .endSecret()
                .endVolume()
                .addNewVolume()
                .withName("push")
                .withNewSecret()
                .withSecretName(registry.pushSecret().orElseThrow())
                .addNewItem(".dockerconfigjson", null, "config.json")
                .endSecret()
                .endVolume()
                .addNewVolume()
                .withName("ca")
                .withNewSecret()
                .withSecretName(registry.caSecret().orElseThrow())
                .endSecret()
                .endVolume()
                .endSpec()
                .build();
    }

    private ObjectMeta metadata() {
        return new ObjectMetaBuilder().withName(NAME).withNamespace(namespace).build();
    }
}
