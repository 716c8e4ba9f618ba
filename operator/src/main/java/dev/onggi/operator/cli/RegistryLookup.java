package dev.onggi.operator.cli;

import dev.onggi.api.v1alpha1.LocalObjectReference;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.SecretData;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.model.RegistryNames;
import dev.onggi.operator.model.UserSeed;
import dev.onggi.operator.registry.RegistryEndpoint;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds a registry and the way to it, with the rights of whoever asks: the resource, its pull Secret and its CA by name. */
final class RegistryLookup {

    private final KubernetesClient client;
    private final String role;
    private final String example;

    /**
     * A lookup.
     *
     * @param role name of the Role that the caller needs
     * @param example the file that has it
     */
    RegistryLookup(KubernetesClient client, String role, String example) {
        this.client = client;
        this.role = role;
        this.example = example;
    }

    /**
     * The LocalRegistry.
     *
     * @throws CommandException where there is none, or the caller may not see it
     */
    LocalRegistry registry(String namespace, String name) {
        var registry = get(LocalRegistry.class, "localregistries.onggi.dev", namespace, name);
        if (registry == null) {
            throw CommandException.failed(
                    "there is no LocalRegistry %s in namespace %s; kubectl get localregistries -A lists those that there are"
                            .formatted(name, namespace));
        }
        if (registry.getSpec() != null && registry.getSpec().external() != null) {
            throw CommandException.failed(
                    "LocalRegistry %s/%s stands for %s, which somebody else runs: look there for its images"
                            .formatted(
                                    namespace,
                                    name,
                                    registry.getSpec().external().host()));
        }
        if (registry.getStatus() == null || registry.getStatus().address() == null) {
            throw CommandException.failed("LocalRegistry %s/%s has no address yet; see kubectl describe lreg -n %s %s"
                    .formatted(namespace, name, namespace, name));
        }
        return registry;
    }

    /** How its gateway is reached: as the user that pulls, which suffices to look. */
    RegistryEndpoint endpoint(LocalRegistry registry) {
        return endpoint(
                registry,
                () -> PullSecret.user(
                        secret(registry, registry.getStatus().pullSecretRef(), ".dockerconfigjson"),
                        registry.getStatus().address()));
    }

    /** How its gateway is reached as the user that may delete. */
    RegistryEndpoint adminEndpoint(LocalRegistry registry) {
        var metadata = registry.getMetadata();
        var users =
                new LocalObjectReference(new RegistryNames(metadata.getNamespace(), metadata.getName()).usersSecret());
        return endpoint(registry, () -> {
            var seed = new UserSeed(secret(registry, users, UserSeed.KEY));
            return new RegistryEndpoint.User(UserSeed.ADMIN, seed.password(UserSeed.ADMIN));
        });
    }

    private RegistryEndpoint endpoint(LocalRegistry registry, Supplier<RegistryEndpoint.User> user) {
        boolean plainHttp = !SpecValues.tlsWanted(registry);
        var ca = plainHttp ? "" : secret(registry, registry.getStatus().caSecretRef(), "ca.crt");
        return new RegistryEndpoint(
                registry.getStatus().address(),
                ca,
                SpecValues.usersWanted(registry) ? Optional.of(user.get()) : Optional.empty(),
                plainHttp);
    }

    private String secret(LocalRegistry registry, LocalObjectReference reference, String key) {
        var namespace = registry.getMetadata().getNamespace();
        var name = reference == null ? "" : reference.name();
        var secret = name.isEmpty() ? null : get(Secret.class, "secrets", namespace, name);
        return Optional.ofNullable(secret)
                .flatMap(found -> SecretData.text(found, key))
                .orElseThrow(() -> CommandException.failed(
                        "Secret %s of namespace %s with the key %s is not there yet; see kubectl describe lreg -n %s %s"
                                .formatted(
                                        name,
                                        namespace,
                                        key,
                                        namespace,
                                        registry.getMetadata().getName())));
    }

    private <R extends HasMetadata> R get(Class<R> type, String resource, String namespace, String name) {
        try {
            return client.resources(type).inNamespace(namespace).withName(name).get();
        } catch (KubernetesClientException e) {
            throw failure(e, resource, namespace, name);
        }
    }

    private CommandException failure(KubernetesClientException e, String resource, String namespace, String name) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_UNAUTHORIZED ->
                CommandException.failed(
                        "you may not get %s %s in namespace %s; it takes the Role %s: kubectl apply -n %s -f %s, and its ServiceAccount"
                                .formatted(resource, name, namespace, role, namespace, example));
            case HttpURLConnection.HTTP_NOT_FOUND ->
                CommandException.failed("the cluster does not know %s: is Onggi installed?".formatted(resource));
            default -> CommandException.failed("the cluster's API server does not answer: " + e.getMessage());
        };
    }
}
