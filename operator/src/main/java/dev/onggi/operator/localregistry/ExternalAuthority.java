package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.ExternalCa;
import dev.onggi.operator.model.RegistryNames;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Optional;

/**
 * The CA of a registry that somebody else runs, under the names by which builds know those of the operator's own registries:
 * in its namespace, and in those that may use it.
 */
final class ExternalAuthority {

    private final InformerEventSource<Secret, LocalRegistry> secrets;
    private final TenantGrants grants;

    ExternalAuthority(InformerEventSource<Secret, LocalRegistry> secrets, TenantGrants grants) {
        this.secrets = secrets;
        this.grants = grants;
    }

    /**
     * Makes the copies what the CA is.
     *
     * @return what stands in the way of one in another namespace
     * @throws NameTakenException where something does in its own
     */
    Optional<Summary.Stalled> share(LocalRegistry registry, Optional<String> ca, Context<LocalRegistry> context) {
        ca.ifPresentOrElse(pem -> copy(pem).reconcile(registry, context), () -> copy("").delete(registry, context));
        return grants.shareAuthorities(registry, ca);
    }

    private ChildDependentResource<Secret> copy(String ca) {
        return new ChildDependentResource<>(
                Secret.class,
                "external-ca",
                RegistryNames::caSecret,
                secrets,
                (registry, actual) -> ExternalCa.of(registry, ca));
    }
}
