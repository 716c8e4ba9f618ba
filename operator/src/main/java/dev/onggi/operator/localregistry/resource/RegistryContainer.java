package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;

/**
 * Distribution, which keeps the images and speaks to the gateway alone. It is a sidecar
 * (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/): those end after the gateway has ended, so
 * that what the gateway still has to do finds the registry there.
 */
final class RegistryContainer {

    static final String NAME = "registry";

    private RegistryContainer() {}

    static Container of(LocalRegistry registry, String image) {
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(image)
                .withRestartPolicy("Always")
                .withCommand(NAME, "serve", RegistryConfig.FOLDER + "/" + RegistryConfig.KEY)
                .withEnv(environment(registry))
                .withResources(RegistryResources.of(registry))
                .withSecurityContext(RestrictedSecurity.container())
                .withVolumeMounts(mounts(registry))
                // the last lines of a registry that cannot start reach the status of its Pod, and from there ours
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private static List<EnvVar> environment(LocalRegistry registry) {
        var environment = new ArrayList<EnvVar>();
        environment.add(new EnvVarBuilder()
                .withName("OTEL_TRACES_EXPORTER") // else it looks for a collector and logs that there is none
                .withValue("none")
                .build());
        environment.add(new EnvVarBuilder()
                .withName("REGISTRY_HTTP_SECRET")
                .withNewValueFrom()
                .withNewSecretKeyRef(
                        UsersSecret.HTTP_SECRET, ChildMetadata.names(registry).usersSecret(), null)
                .endValueFrom()
                .build());
        environment.addAll(StorageParts.of(registry).registryEnv());
        return environment;
    }

    private static List<VolumeMount> mounts(LocalRegistry registry) {
        var mounts = new ArrayList<>(StorageParts.of(registry).mounts());
        mounts.add(RegistryVolumes.mount(RegistryVolumes.CONFIG, RegistryConfig.FOLDER, true));
        return mounts;
    }
}
