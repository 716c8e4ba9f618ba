package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.localregistry.certmanager.Certificate;
import dev.onggi.operator.localregistry.certmanager.CertificateFactory;
import dev.onggi.operator.localregistry.certmanager.Certificates;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Optional;

/** Asks cert-manager for the certificates of registries, and takes back what it asked for. */
final class CertManager {

    private final KubernetesClient client;
    private final Certificates certificates;
    private final InformerEventSource<Secret, LocalRegistry> secrets;

    CertManager(
            KubernetesClient client, Certificates certificates, InformerEventSource<Secret, LocalRegistry> secrets) {
        this.client = client;
        this.certificates = certificates;
        this.secrets = secrets;
    }

    /** Makes the Certificate what the spec asks for; where it asks for none, there is none afterwards. */
    void reconcile(LocalRegistry registry, Observation observed) {
        var kind = SpecValues.certManager(registry);
        if (kind.isEmpty()) {
            withdraw(registry);
            return;
        }
        if (!certificates.isInstalled() || observed.clusterIp().isEmpty()) {
            return;
        }
        var names = ServerNames.of(
                ChildMetadata.names(registry), observed.clusterIp().get());
        var desired = CertificateFactory.of(registry, kind.get(), names);
        var there = certificates.of(registry);
        var settled = there.filter(certificate ->
                !isOwn(certificate, registry) || desired.getSpec().equals(certificate.getSpec()));
        if (settled.isEmpty()) {
            apply(desired);
        }
    }

    /** Deletes the Certificate and its Secret, which cert-manager would leave with the key in it. */
    void withdraw(LocalRegistry registry) {
        var names = ChildMetadata.names(registry);
        var namespace = registry.getMetadata().getNamespace();
        secrets.get(new ResourceID(names.issuedSecret(), namespace))
                .filter(secret -> ChildMetadata.isElsewhere(secret, registry))
                .ifPresent(secret -> {
                    if (certificates.isInstalled()) {
                        var certificate = client.resources(Certificate.class)
                                .inNamespace(namespace)
                                .withName(names.registry());
                        Optional.ofNullable(certificate.get())
                                .filter(there -> isOwn(there, registry))
                                .ifPresent(there -> certificate.delete());
                    }
                    client.resource(secret).delete();
                });
    }

    /** What there is to say as long as there is no usable certificate. */
    CertificateWish explain(LocalRegistry registry, String cause) {
        if (!certificates.isInstalled()) {
            return new CertificateWish.Unusable(
                    LocalRegistryReasons.CERT_MANAGER_MISSING,
                    "spec.tls.certManager needs cert-manager, and this cluster has no kind Certificate of %s; install cert-manager, or set spec.tls.selfSigned: {}"
                            .formatted(HasMetadata.getApiVersion(Certificate.class)));
        }
        var there = certificates.of(registry);
        if (there.isPresent() && !isOwn(there.get(), registry)) {
            return new CertificateWish.Unusable(
                    LocalRegistryReasons.NAME_TAKEN, new NameTakenException(there.get()).getMessage());
        }
        var ready = there.map(Certificate::getStatus).map(Certificate.Status::conditions).orElse(List.of()).stream()
                .filter(condition -> "Ready".equals(condition.type()))
                .findFirst();
        var next = "see kubectl describe certificate -n %s %s"
                .formatted(
                        registry.getMetadata().getNamespace(),
                        ChildMetadata.names(registry).registry());
        return ready.filter(condition -> "True".equals(condition.status()))
                .<CertificateWish>map(condition -> new CertificateWish.Unusable(
                        LocalRegistryReasons.CERTIFICATE_UNUSABLE,
                        "what cert-manager issued cannot be used: %s; choose an issuer that can (one that fills ca.crt), %s"
                                .formatted(cause, next)))
                .orElseGet(() -> new CertificateWish.Pending("cert-manager has not issued the certificate yet%s; %s"
                        .formatted(
                                ready.map(condition -> ": " + condition.message())
                                        .orElse(""),
                                next)));
    }

    private void apply(Certificate desired) {
        client.resource(desired).fieldManager(Labels.ONGGI).forceConflicts().serverSideApply();
    }

    private static boolean isOwn(Certificate certificate, LocalRegistry registry) {
        return Ownership.isOwn(certificate, registry);
    }
}
