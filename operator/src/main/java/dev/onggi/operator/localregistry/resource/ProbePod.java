package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.ExternalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The Pod that pushes to a registry which somebody else runs, with the user's own Secrets, and tells what came of it: the
 * operator itself never dials a host that a user names.
 */
public final class ProbePod {

    /** The one container, whose termination message is the report. */
    public static final String CONTAINER = "probe";

    private static final String CREDENTIALS = "/etc/onggi/credentials";
    private static final String CREDENTIALS_VOLUME = "credentials";
    private static final String CA = "/etc/onggi/ca";
    private static final String CA_VOLUME = "ca";

    /** A push of 7 KiB in some ten requests of at most 20 s each. */
    private static final long DEADLINE_SECONDS = 240;

    private static final Map<String, Quantity> REQUESTS =
            Map.of("cpu", new Quantity("20m"), "memory", new Quantity("64Mi"));
    private static final Map<String, Quantity> LIMITS = Map.of("memory", new Quantity("192Mi"));

    private ProbePod() {}

    /**
     * The Pod.
     *
     * @param image the operator's own image
     * @param inputs hash of what the outcome depends on
     */
    public static Pod of(LocalRegistry registry, String image, String inputs) {
        var metadata = ChildMetadata.of(registry, ChildMetadata.names(registry).probe(), ChildMetadata.PROBE);
        metadata.setAnnotations(Map.of(Labels.CONFIG_HASH, inputs));
        var external = registry.getSpec().external();
        return new PodBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withRestartPolicy("Never")
                .withActiveDeadlineSeconds(DEADLINE_SECONDS)
                .withTerminationGracePeriodSeconds(1L)
                .withSecurityContext(RestrictedSecurity.pod())
                .withContainers(container(external, image))
                .withVolumes(volumes(external))
                .endSpec()
                .build();
    }

    private static Container container(ExternalRegistry external, String image) {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withCommand(
                        "java",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-Xmx64m",
                        "-cp",
                        "/opt/onggi/app/*:/opt/onggi/lib/main/*",
                        "dev.onggi.operator.probe.Probe")
                .withEnv(environment(external))
                .withNewResources()
                .withRequests(REQUESTS)
                .withLimits(LIMITS)
                .endResources()
                .withSecurityContext(RestrictedSecurity.container())
                .withVolumeMounts(mounts(external))
                .build();
    }

    private static List<EnvVar> environment(ExternalRegistry external) {
        var environment = new ArrayList<EnvVar>();
        environment.add(variable("ONGGI_PROBE_HOST", external.host()));
        if (external.pathPrefix() != null && !external.pathPrefix().isEmpty()) {
            environment.add(variable("ONGGI_PROBE_PREFIX", external.pathPrefix()));
        }
        if (external.secretRef() != null) {
            environment.add(variable("ONGGI_PROBE_CREDENTIALS", CREDENTIALS + "/" + DockerConfigSecret.KEY));
        }
        if (external.caRef() != null) {
            environment.add(variable("ONGGI_PROBE_CA", CA + "/" + CertificateSecrets.CA_CERTIFICATE));
        }
        if (Boolean.TRUE.equals(external.insecure())) {
            environment.add(variable("ONGGI_PROBE_PLAIN_HTTP", "true"));
        }
        return environment;
    }

    private static List<Volume> volumes(ExternalRegistry external) {
        var volumes = new ArrayList<Volume>();
        if (external.secretRef() != null) {
            volumes.add(volume(CREDENTIALS_VOLUME, external.secretRef().name()));
        }
        if (external.caRef() != null) {
            volumes.add(volume(CA_VOLUME, external.caRef().name()));
        }
        return volumes;
    }

    private static List<VolumeMount> mounts(ExternalRegistry external) {
        var mounts = new ArrayList<VolumeMount>();
        if (external.secretRef() != null) {
            mounts.add(RegistryVolumes.mount(CREDENTIALS_VOLUME, CREDENTIALS, true));
        }
        if (external.caRef() != null) {
            mounts.add(RegistryVolumes.mount(CA_VOLUME, CA, true));
        }
        return mounts;
    }

    private static Volume volume(String name, String secret) {
        return new VolumeBuilder()
                .withName(name)
                .withNewSecret()
                .withSecretName(secret)
                .endSecret()
                .build();
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
