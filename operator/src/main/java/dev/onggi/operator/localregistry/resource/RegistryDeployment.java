package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Labels;
import dev.onggi.operator.model.RegistryNames;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The registry: one Pod of distribution that complies with Pod Security {@code restricted}. It is replaced, never doubled
 * (Recreate): two registries on one volume would not see each other's uploads.
 */
public final class RegistryDeployment {

    /** Name of the container, and of the component. */
    static final String CONTAINER = "registry";

    private static final String CONFIG = "config";
    private static final String TLS = "tls";
    private static final long DRAIN_AND_END = 15;
    /** A first start on a slow volume may take this many seconds. */
    private static final int START_SECONDS = 120;

    private RegistryDeployment() {}

    /**
     * The Deployment of a LocalRegistry.
     *
     * @param image image of distribution
     * @param inputs hash of everything that the registry reads when it starts: configuration, certificate and users
     */
    public static Deployment of(LocalRegistry registry, String image, String inputs) {
        return new DeploymentBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).registry(), ChildMetadata.REGISTRY))
                .withNewSpec()
                .withReplicas(1)
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(ChildMetadata.selector(registry, ChildMetadata.REGISTRY))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(ChildMetadata.labels(registry, ChildMetadata.REGISTRY))
                .withAnnotations(Map.of(Labels.CONFIG_HASH, inputs))
                .endMetadata()
                .withSpec(pod(registry, image))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static PodSpec pod(LocalRegistry registry, String image) {
        return new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(DRAIN_AND_END)
                .withSecurityContext(RestrictedSecurity.podWithVolumes())
                .withContainers(container(registry, image))
                .withVolumes(RegistryVolumes.of(registry))
                .build();
    }

    private static Container container(LocalRegistry registry, String image) {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withCommand("registry", "serve", "/etc/distribution/" + RegistryConfig.KEY)
                .addNewEnv()
                .withName("OTEL_TRACES_EXPORTER") // else it looks for a collector and logs that there is none
                .withValue("none")
                .endEnv()
                .addNewEnv()
                .withName("REGISTRY_HTTP_SECRET")
                .withNewValueFrom()
                .withNewSecretKeyRef(
                        UsersSecret.HTTP_SECRET, ChildMetadata.names(registry).usersSecret(), null)
                .endValueFrom()
                .endEnv()
                .addAllToEnv(StorageEnvironment.ofRegistry(registry))
                .addNewPort()
                .withName(RegistryService.PORT_NAME)
                .withProtocol("TCP")
                .withContainerPort(RegistryNames.PORT)
                .endPort()
                .withResources(RegistryResources.of(registry))
                .withSecurityContext(RestrictedSecurity.container())
                .withVolumeMounts(mounts(registry))
                .withStartupProbe(probe(START_SECONDS))
                .withReadinessProbe(probe(2))
                // the last lines of a registry that cannot start reach the status of its Pod, and from there ours
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    /** The path / answers without a user, and with an error when the storage does not work. */
    private static Probe probe(int failureThreshold) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withScheme("HTTPS")
                .withPath("/")
                .withPort(new IntOrString(RegistryService.PORT_NAME))
                .endHttpGet()
                .withPeriodSeconds(1)
                .withTimeoutSeconds(2)
                .withFailureThreshold(failureThreshold)
                .build();
    }

    private static List<VolumeMount> mounts(LocalRegistry registry) {
        var mounts = new ArrayList<VolumeMount>();
        mounts.addAll(StorageVolumes.mounts(registry));
        mounts.add(mount(CONFIG, "/etc/distribution", true));
        mounts.add(mount(TLS, RegistryConfig.TLS, true));
        if (SpecValues.usersWanted(registry)) {
            mounts.add(mount(RegistryVolumes.USERS, RegistryConfig.USERS, true));
        }
        return mounts;
    }

    private static VolumeMount mount(String volume, String path, Boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly)
                .build();
    }
}
