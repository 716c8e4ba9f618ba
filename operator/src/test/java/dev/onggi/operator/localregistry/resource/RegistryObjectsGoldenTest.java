package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.golden.GoldenFiles;
import dev.onggi.operator.golden.GoldenScenarios;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import dev.onggi.operator.localregistry.certificate.TlsMaterial;
import dev.onggi.operator.localregistry.certmanager.CertificateFactory;
import dev.onggi.operator.model.UserSeed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class RegistryObjectsGoldenTest extends GoldenScenarios {

    private static final RegistryUsers USERS =
            new RegistryUsers(new UserSeed("seed-of-a-test"), Optional.empty(), List.of(), "", "http-secret");
    private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");
    private static final RegistryImages IMAGES =
            new RegistryImages("docker.io/library/registry:3.1.2", "docker.io/onggi/operator:0.1.0");

    RegistryObjectsGoldenTest() {
        super("localregistry/golden");
    }

    @Override
    protected List<HasMetadata> objects(GoldenFiles.Scenario scenario) {
        return objects(scenario.input(LocalRegistry.class));
    }

    private static List<HasMetadata> objects(LocalRegistry registry) {
        var objects = new ArrayList<HasMetadata>();
        objects.add(RegistryService.of(registry));
        objects.add(UsersSecret.of(registry, USERS, List.of()));
        objects.add(DockerConfigSecret.push(registry, USERS));
        objects.add(DockerConfigSecret.pull(
                registry, List.of(ChildMetadata.names(registry).address()), USERS));
        objects.add(RegistryNetworkPolicy.of(registry));
        if (SpecValues.tlsWanted(registry)) {
            objects.add(CertificateSecrets.ca(registry, new CertificateSecrets.Trusted("the CA\n", SINCE)));
            objects.add(CertificateSecrets.tls(
                    registry,
                    new CertificateSecrets.InUse(
                            new TlsMaterial("the certificate\n", "the key\n", "the CA\n"), Optional.empty(), SINCE)));
        }
        SpecValues.certManager(registry)
                .map(kind -> CertificateFactory.of(
                        registry, kind, ServerNames.of(ChildMetadata.names(registry), "10.96.0.10")))
                .ifPresent(objects::add);
        SpecValues.namespaces(registry)
                .map(selector -> TenantSecrets.of(
                        registry,
                        new Tenant("team-b", "5b6ad4f0-0000-4000-8000-000000000003"),
                        USERS.seed(),
                        List.of(ChildMetadata.names(registry).address()),
                        "the CA\n"))
                .ifPresent(objects::addAll);
        objects.add(RegistryConfig.of(registry));
        SpecValues.claim(registry)
                .map(claim -> StorageClaim.of(registry, claim))
                .ifPresent(objects::add);
        objects.add(RegistryDeployment.of(
                registry, IMAGES, "0123456789ab", SpecValues.s3(registry).map(_ -> "0123456789abcdef")));
        return objects;
    }
}
