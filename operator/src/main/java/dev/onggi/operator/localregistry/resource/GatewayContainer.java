package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.model.RegistryNames;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The gateway, which everybody talks to: TLS, users, rights, and the collection of garbage. Certificate and users are
 * files that it looks at each second, so a change of them needs no new Pod.
 */
final class GatewayContainer {

    static final String NAME = "gateway";

    private static final String TLS = "/etc/onggi/tls";
    private static final String USERS = "/etc/onggi/users";
    private static final String HEALTH = "/onggi/v1/health";

    /** A first start on a slow volume may take this many seconds. */
    private static final int START_SECONDS = 120;

    private static final int LIVENESS_PERIOD = 10;

    private static final Map<String, Quantity> REQUESTS =
            Map.of("cpu", new Quantity("20m"), "memory", new Quantity("128Mi"));
    private static final Map<String, Quantity> LIMITS = Map.of("memory", new Quantity("256Mi"));

    private GatewayContainer() {}

    static Container of(LocalRegistry registry, String image) {
        return new ContainerBuilder()
                .withName(NAME)
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withCommand(GatewayCommand.COMMAND)
                .withEnv(environment(registry))
                .addNewPort()
                .withName(RegistryService.PORT_NAME)
                .withProtocol("TCP")
                .withContainerPort(RegistryNames.PORT)
                .endPort()
                .withNewResources()
                .withRequests(REQUESTS)
                .withLimits(LIMITS)
                .endResources()
                .withSecurityContext(RestrictedSecurity.container())
                .withVolumeMounts(mounts(registry))
                .withStartupProbe(health(registry, START_SECONDS))
                .withReadinessProbe(health(registry, 2))
                .withLivenessProbe(listening())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private static List<EnvVar> environment(LocalRegistry registry) {
        var environment = new ArrayList<EnvVar>();
        environment.add(variable("ONGGI_GATEWAY_LISTEN", String.valueOf(RegistryNames.PORT)));
        environment.add(variable("ONGGI_GATEWAY_REGISTRY", "http://127.0.0.1:" + RegistryConfig.PORT));
        if (SpecValues.tlsWanted(registry)) {
            environment.add(variable("ONGGI_GATEWAY_TLS", TLS));
        }
        if (SpecValues.usersWanted(registry)) {
            environment.add(variable("ONGGI_GATEWAY_USERS", USERS + "/" + UsersSecret.FILE));
        }
        environment.addAll(StorageParts.of(registry).gatewayEnv());
        UpstreamContainers.gatewayEnv(registry).ifPresent(environment::add);
        return environment;
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private static List<VolumeMount> mounts(LocalRegistry registry) {
        var mounts = new ArrayList<>(StorageParts.of(registry).mounts());
        mounts.add(RegistryVolumes.mount(RegistryVolumes.TMP, "/tmp", null));
        if (SpecValues.tlsWanted(registry)) {
            mounts.add(RegistryVolumes.mount(RegistryVolumes.TLS, TLS, true));
        }
        if (SpecValues.usersWanted(registry)) {
            mounts.add(RegistryVolumes.mount(RegistryVolumes.USERS, USERS, true));
        }
        return mounts;
    }

    /** Answers without a user, and with an error when the registry behind or its storage does not work. */
    private static Probe health(LocalRegistry registry, int failureThreshold) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withScheme(SpecValues.tlsWanted(registry) ? "HTTPS" : "HTTP")
                .withPath(HEALTH)
                .withPort(new IntOrString(RegistryService.PORT_NAME))
                .endHttpGet()
                .withPeriodSeconds(1)
                .withTimeoutSeconds(2)
                .withFailureThreshold(failureThreshold)
                .build();
    }

    /** Not the health: a new gateway would not help a registry that does not answer. */
    private static Probe listening() {
        return new ProbeBuilder()
                .withNewTcpSocket()
                .withPort(new IntOrString(RegistryService.PORT_NAME))
                .endTcpSocket()
                .withPeriodSeconds(LIVENESS_PERIOD)
                .build();
    }
}
