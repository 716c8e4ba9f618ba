package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.gateway.storage.KeptTags;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The registries that pull through and keep what they pulled
 * (https://distribution.github.io/distribution/recipes/mirror/): one for each upstream, for distribution can have but one
 * and takes no pushes then. They have the configuration of the registry itself; what differs comes by the environment.
 */
final class UpstreamContainers {

    /** The program that tells the user, beside the registry's configuration. */
    static final String USER = "upstream-user";

    private static final String SECRET = "/etc/onggi/upstream/secret";
    private static final String CA = "/etc/onggi/upstream/ca";

    private static final Map<String, Quantity> REQUESTS =
            Map.of("cpu", new Quantity("10m"), "memory", new Quantity("32Mi"));
    private static final Map<String, Quantity> LIMITS = Map.of("memory", new Quantity("256Mi"));

    private UpstreamContainers() {}

    /** The containers: sidecars, as the registry is. */
    static List<Container> of(LocalRegistry registry, String image) {
        return Upstream.of(registry).stream()
                .map(upstream -> container(registry, upstream, image))
                .toList();
    }

    /** What tells the gateway of them. */
    static Optional<EnvVar> gatewayEnv(LocalRegistry registry) {
        var upstreams = Upstream.of(registry).stream()
                .map(upstream -> upstream.folder() + "=" + upstream.port())
                .collect(Collectors.joining(","));
        return upstreams.isEmpty() ? Optional.empty() : Optional.of(variable("ONGGI_GATEWAY_UPSTREAMS", upstreams));
    }

    /** Optional, all of them: a Secret that is missing must not keep the registry from its work. */
    static List<Volume> volumes(LocalRegistry registry) {
        return Upstream.of(registry).stream()
                .flatMap(upstream -> Stream.of(
                        upstream.secret().map(name -> volume(secretVolume(upstream), name)),
                        upstream.ca().map(name -> volume(caVolume(upstream), name))))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Container container(LocalRegistry registry, Upstream upstream, String image) {
        return new ContainerBuilder()
                .withName(upstream.container())
                .withImage(image)
                .withRestartPolicy("Always")
                .withCommand("/bin/sh", "-c", UpstreamScript.SERVE.text().replace("$", "$$"), "onggi-upstream")
                .withArgs(arguments(upstream))
                .withEnv(environment(registry, upstream))
                .withNewResources()
                .withRequests(REQUESTS)
                .withLimits(LIMITS)
                .endResources()
                .withSecurityContext(RestrictedSecurity.container())
                .withVolumeMounts(mounts(registry, upstream))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private static List<String> arguments(Upstream upstream) {
        var arguments = new ArrayList<String>();
        arguments.add(RegistryConfig.FOLDER + "/" + RegistryConfig.KEY);
        upstream.ca().ifPresent(name -> arguments.add(CA + "/" + CertificateSecrets.CA_CERTIFICATE));
        return arguments;
    }

    private static List<EnvVar> environment(LocalRegistry registry, Upstream upstream) {
        var environment = new ArrayList<EnvVar>();
        environment.add(variable("OTEL_TRACES_EXPORTER", "none"));
        environment.add(variable("REGISTRY_HTTP_ADDR", "127.0.0.1:" + upstream.port()));
        environment.add(variable("REGISTRY_PROXY_REMOTEURL", upstream.remote()));
        // with a user in its configuration it would not start while its upstream is away
        environment.add(variable("REGISTRY_PROXY_EXEC_COMMAND", RegistryConfig.FOLDER + "/" + USER));
        environment.add(variable("REGISTRY_PROXY_EXEC_LIFETIME", "10s"));
        upstream.secret().ifPresent(name -> environment.add(variable("ONGGI_UPSTREAM_USER", SECRET)));
        environment.add(folder(registry, upstream));
        // beside the public ones, which Go reads from a file
        upstream.ca().ifPresent(name -> environment.add(variable("SSL_CERT_DIR", CA)));
        environment.addAll(StorageParts.of(registry).registryEnv());
        return environment;
    }

    private static EnvVar folder(LocalRegistry registry, Upstream upstream) {
        var folder = KeptTags.FOLDER + "/" + upstream.folder();
        var storage = registry.getSpec().storage();
        if (storage == null || storage.s3() == null) {
            return variable("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", StorageParts.DATA + "/" + folder);
        }
        var prefix = storage.s3().prefix();
        return variable(
                "REGISTRY_STORAGE_S3_ROOTDIRECTORY",
                "/" + (prefix == null || prefix.isEmpty() ? "" : prefix + "/") + folder);
    }

    private static List<VolumeMount> mounts(LocalRegistry registry, Upstream upstream) {
        var mounts = new ArrayList<>(StorageParts.of(registry).mounts());
        mounts.add(RegistryVolumes.mount(RegistryVolumes.CONFIG, RegistryConfig.FOLDER, true));
        upstream.secret().ifPresent(name -> mounts.add(RegistryVolumes.mount(secretVolume(upstream), SECRET, true)));
        upstream.ca().ifPresent(name -> mounts.add(RegistryVolumes.mount(caVolume(upstream), CA, true)));
        return mounts;
    }

    private static Volume volume(String volume, String secret) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewSecret()
                .withSecretName(secret)
                .withOptional(true)
                .endSecret()
                .build();
    }

    private static String secretVolume(Upstream upstream) {
        return upstream.container() + "-secret";
    }

    private static String caVolume(Upstream upstream) {
        return upstream.container() + "-ca";
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
