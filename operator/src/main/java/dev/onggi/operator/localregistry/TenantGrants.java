package dev.onggi.operator.localregistry;

import static java.util.stream.Collectors.toSet;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.Tenant;
import dev.onggi.operator.localregistry.resource.TenantSecrets;
import dev.onggi.operator.model.UserSeed;
import dev.onggi.operator.registry.RegistryEndpoint;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The Secrets of a registry in the namespaces that may use it. No owner reference can cross namespaces, so they carry the
 * registry's UID as a label, and go when the namespace is no longer selected or the registry is deleted.
 */
final class TenantGrants {

    private final InformerEventSource<Secret, LocalRegistry> secrets;
    private final Tenants tenants;
    private final GatewayLogin login;
    private final TenantSecretWriter writer;

    TenantGrants(
            InformerEventSource<Secret, LocalRegistry> secrets,
            Tenants tenants,
            GatewayLogin login,
            TenantSecretWriter writer) {
        this.secrets = secrets;
        this.tenants = tenants;
        this.login = login;
        this.writer = writer;
    }

    /** Makes them what the spec asks for. Nothing is written where it is so already. */
    TenantAccess reconcile(LocalRegistry registry, Observation observed, List<String> pullAddresses) {
        if (observed.users().isEmpty()) {
            return TenantAccess.NONE;
        }
        var seed = observed.users().get().seed();
        var ca = observed.ca().orElse("");
        var selected = tenants.of(registry);
        var wanted = new LinkedHashMap<Tenant, List<Secret>>();
        selected.forEach(tenant -> wanted.put(tenant, TenantSecrets.of(registry, tenant, seed, pullAddresses, ca)));
        remove(
                registry,
                wanted.values().stream()
                        .flatMap(List::stream)
                        .map(ResourceID::fromResource)
                        .collect(toSet()));
        var taken = new ArrayList<String>();
        var waiting = false;
        for (var tenant : selected) {
            var missing = wanted.get(tenant).stream()
                    .filter(secret -> !isThere(secret))
                    .toList();
            if (missing.isEmpty()) {
                continue;
            }
            if (login.accepts(registry, observed, pushUser(tenant, seed))) {
                missing.forEach(secret -> writer.write(secret, registry).ifPresent(taken::add));
            } else {
                waiting = true;
            }
        }
        return new TenantAccess(blocked(taken.stream()).or(() -> tenants.unselectable(registry)), waiting);
    }

    private static Optional<Summary.Stalled> blocked(Stream<String> taken) {
        return taken.reduce((one, other) -> one + " | " + other)
                .map(message -> new Summary.Stalled(LocalRegistryReasons.NAME_TAKEN, message));
    }

    /**
     * Of a registry that somebody else runs: the CAs alone. Its credentials are its users' own.
     *
     * @return somebody else's Secret that is in the way, or why no other namespace is served
     */
    Optional<Summary.Stalled> shareAuthorities(LocalRegistry registry, Optional<String> ca) {
        var wanted = ca.stream()
                .flatMap(authorities -> tenants.of(registry).stream()
                        .map(tenant -> TenantSecrets.authorities(registry, tenant, authorities)))
                .toList();
        remove(registry, wanted.stream().map(ResourceID::fromResource).collect(toSet()));
        return blocked(wanted.stream()
                        .filter(secret -> !isThere(secret))
                        .flatMap(secret -> writer.write(secret, registry).stream()))
                .or(() -> tenants.unselectable(registry));
    }

    /** Removes them all. */
    void withdraw(LocalRegistry registry) {
        remove(registry, Set.of());
    }

    private void remove(LocalRegistry registry, Set<ResourceID> wanted) {
        var own = registry.getMetadata().getNamespace();
        secrets.list(secret -> ChildMetadata.isElsewhere(secret, registry))
                .filter(secret -> !own.equals(secret.getMetadata().getNamespace()))
                .filter(secret -> !wanted.contains(ResourceID.fromResource(secret)))
                .toList()
                .forEach(writer::delete);
    }

    private boolean isThere(Secret wanted) {
        return secrets.get(ResourceID.fromResource(wanted))
                .filter(there -> wanted.getData().equals(there.getData()))
                .filter(there -> containsLabels(there, wanted))
                .isPresent();
    }

    private static boolean containsLabels(HasMetadata there, HasMetadata wanted) {
        return there.getMetadata()
                .getLabels()
                .entrySet()
                .containsAll(wanted.getMetadata().getLabels().entrySet());
    }

    private static RegistryEndpoint.User pushUser(Tenant tenant, UserSeed seed) {
        return new RegistryEndpoint.User(tenant.pushUser(), tenant.pushPassword(seed));
    }
}
