package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.OperatorConfig;
import dev.onggi.operator.event.EventRecorder;
import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certmanager.Certificates;
import dev.onggi.operator.localregistry.resource.RegistryImages;
import dev.onggi.operator.localregistry.storage.ExistingClaims;
import dev.onggi.operator.localregistry.storage.StorageInspector;
import dev.onggi.operator.registry.GatewayClient;
import dev.onggi.operator.registry.RegistryClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the reconciler works with, put together from its event sources. */
record RegistryParts(
        List<EventSource<?, LocalRegistry>> eventSources, OwnRegistries owns, ExternalRegistries externals) {

    private static final String MOUNTED = "onggi.dev/mounted";

    /** What comes from outside of this package. */
    record Tools(
            KubernetesClient client,
            RegistryClient registry,
            GatewayClient gateway,
            EventRecorder events,
            Clock clock,
            SecureRandom random) {}

    static RegistryParts create(EventSourceContext<LocalRegistry> context, OperatorConfig config, Tools tools) {
        Predicate<ResourceID> exists = id -> context.getPrimaryCache().get(id).isPresent();
        var client = tools.client();
        var clock = tools.clock();
        var sources = RegistrySources.create(context, config);
        var existingClaims = new ExistingClaims(client);
        var named = new NamedSecrets(client, exists);
        var issued = new Certificates(client, exists);

        var issuer = new CertificateIssuer(clock, tools.random());
        var authority = new CertificateAuthority(config.namespace(), client, sources.authority(), issuer, clock);
        var certManager = new CertManager(client, issued, sources.secrets());
        var certificates =
                new RegistryCertificates(new CertificateWishes(authority, certManager, named, clock), issuer, clock);

        var login = new GatewayLogin(tools.registry());
        var tenants = new Tenants(sources.namespaces());
        var agents = new NodeAgents(client, sources.nodeAgents());
        var access = new AccessPlanner(agents, client.hasApiGroup(AccessPlanner.OPENSHIFT, true));
        var images =
                new RegistryImages(config.registry().image(), config.gateway().image());
        var children = new RegistryChildren(
                sources,
                new ChildMakers(
                        certificates,
                        new UsersIssuer(tools.random(), clock),
                        login,
                        tenants,
                        access,
                        new BucketSecrets(named),
                        images));
        var nodes = config.node().namespace();
        var nodeAccess = new NodeAccess(
                nodes,
                new NodeRegistries(nodes, client, sources.nodeConfig(), agents),
                agents,
                access,
                new LoopbackProxies(nodes, config.gateway().image(), client, sources.proxies(), sources.proxyPods()));
        var grants =
                new TenantGrants(sources.secrets(), tenants, login, new TenantSecretWriter(client, sources.secrets()));
        var hosting = new Hosting(client, sources.hosting());
        return new RegistryParts(
                Stream.concat(sources.list().stream(), Stream.of(existingClaims, named, issued))
                        .toList(),
                new OwnRegistries(
                        children,
                        existingClaims,
                        certManager,
                        certificates,
                        grants,
                        new PodAnnotation(MOUNTED, client, sources.pods()),
                        access,
                        nodeAccess,
                        hosting,
                        new CanaryProof(children, tools.registry(), clock),
                        new UpstreamSecrets(named),
                        new StorageInspector(client, clock),
                        new Housekeeping(tools.gateway(), client, clock),
                        tools.events(),
                        nodes,
                        exists,
                        clock),
                new ExternalRegistries(
                        named,
                        new ExternalAuthority(sources.secrets(), grants),
                        sources.pods(),
                        new ExternalProbe(client, config.gateway().image(), clock),
                        new ExternalNodeAccess(nodeAccess),
                        new ExternalCanary(sources, nodes, clock),
                        hosting,
                        clock));
    }
}
