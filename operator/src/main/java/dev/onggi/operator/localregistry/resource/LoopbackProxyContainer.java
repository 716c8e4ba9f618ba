package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.access.AccessPlan.Proxy;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program of the loopback proxy, in the smallest JVM that does it, without any privilege but the node's network. */
final class LoopbackProxyContainer {

    /** Name of the volume with the registry's CA. */
    static final String VOLUME = "ca";

    /** Name of the file in it. */
    static final String AUTHORITY = "ca.crt";

    private static final String CONTAINER = "proxy";
    private static final String FOLDER = "/etc/onggi/ca";
    private static final Map<String, Quantity> REQUESTS =
            Map.of("cpu", new Quantity("5m"), "memory", new Quantity("40Mi"));
    private static final Map<String, Quantity> LIMITS = Map.of("memory", new Quantity("96Mi"));
    private static final int START_SECONDS = 60;

    private LoopbackProxyContainer() {}

    static Container of(LocalRegistry registry, Proxy proxy, String clusterIp, String image) {
        var container = new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withCommand(command())
                .withEnv(environment(registry, proxy, clusterIp))
                // the scheduler sees by it which nodes have the port taken
                .addNewPort()
                .withName(CONTAINER)
                .withProtocol("TCP")
                .withContainerPort(proxy.port())
                .withHostPort(proxy.port())
                .withHostIP("127.0.0.1")
                .endPort()
                .withNewResources()
                .withRequests(REQUESTS)
                .withLimits(LIMITS)
                .endResources()
                .withSecurityContext(RestrictedSecurity.container())
                .withStartupProbe(listening(proxy.port(), 1, START_SECONDS))
                .withReadinessProbe(listening(proxy.port(), 5, 2))
                .withLivenessProbe(listening(proxy.port(), 10, 3))
                .withTerminationMessagePolicy("FallbackToLogsOnError");
        if (SpecValues.tlsWanted(registry)) {
            container.withVolumeMounts(new VolumeMountBuilder()
                    .withName(VOLUME)
                    .withMountPath(FOLDER)
                    .withReadOnly(true)
                    .build());
        }
        return container.build();
    }

    private static List<String> command() {
        return List.of(
                "java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx24m",
                "-Xss256k",
                "-XX:ReservedCodeCacheSize=8m",
                "-XX:MaxMetaspaceSize=24m",
                "-cp",
                "/opt/onggi/app/*",
                "dev.onggi.operator.nodeproxy.NodeProxy");
    }

    private static List<EnvVar> environment(LocalRegistry registry, Proxy proxy, String clusterIp) {
        var environment = new ArrayList<EnvVar>();
        environment.add(variable("ONGGI_PROXY_PORT", String.valueOf(proxy.port())));
        environment.add(variable("ONGGI_PROXY_REGISTRY", RegistryAddress.of(clusterIp)));
        if (SpecValues.tlsWanted(registry)) {
            environment.add(variable("ONGGI_PROXY_CA", FOLDER + "/" + AUTHORITY));
        }
        return environment;
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    /** The proxy takes a connection that says nothing for what it is. */
    private static Probe listening(int port, int period, int failures) {
        return new ProbeBuilder()
                .withNewTcpSocket()
                .withHost("127.0.0.1")
                .withPort(new IntOrString(port))
                .endTcpSocket()
                .withPeriodSeconds(period)
                .withFailureThreshold(failures)
                .build();
    }
}
