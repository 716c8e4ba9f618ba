package dev.onggi.operator.integration;

import dev.onggi.operator.gateway.ProgramRun;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import dev.onggi.testbed.Programs;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** cert-manager, installed and running beside the API server until this is closed; then all of it is gone again. */
final class CertManagerRun implements AutoCloseable {

    /** Where the Secrets of ClusterIssuers lie. */
    private static final String NAMESPACE = "cert-manager";

    private static final List<String> KINDS =
            List.of("certificates", "certificaterequests", "issuers", "clusterissuers");

    private final List<HasMetadata> definitions;
    private final ProgramRun controllers;

    private CertManagerRun(List<HasMetadata> definitions, ProgramRun controllers) {
        this.definitions = definitions;
        this.controllers = controllers;
    }

    /** Installs it; {@code work} takes its kubeconfig and its log. */
    static CertManagerRun start(Path work) throws IOException {
        var folder = Programs.certManager();
        var definitions = new ArrayList<HasMetadata>();
        for (var kind : KINDS) {
            try (var file = Files.newInputStream(folder.resolve(kind + ".yaml"))) {
                definitions.addAll(ApiServer.admin().load(file).items());
            }
        }
        ApiServer.define(definitions);
        ApiServer.apply(
                ApiServer.admin(),
                new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build());
        var kubeconfig = Files.writeString(work.resolve("kubeconfig"), ApiServer.kubeconfig());
        var program = folder.resolve("cert-manager").toString();
        return new CertManagerRun(
                definitions,
                ProgramRun.start(
                        List.of(program, "-kubeconfig", kubeconfig.toString(), "-namespace", NAMESPACE),
                        Map.of(),
                        work.resolve("cert-manager.log")));
    }

    /** Makes a ClusterIssuer that signs with a CA. */
    void issueFrom(String issuer, CertifiedKey ca) {
        ApiServer.apply(
                ApiServer.admin(),
                new SecretBuilder()
                        .withNewMetadata()
                        .withName(issuer)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withType("kubernetes.io/tls")
                        .withStringData(Map.of("tls.crt", ca.certificatePem(), "tls.key", ca.privateKeyPem()))
                        .build());
        ApiServer.admin()
                .resourceList("""
                        apiVersion: cert-manager.io/v1
                        kind: ClusterIssuer
                        metadata: {name: %s}
                        spec: {ca: {secretName: %s}}
                        """.formatted(issuer, issuer))
                .items()
                .forEach(object -> ApiServer.apply(ApiServer.admin(), object));
    }

    @Override
    public void close() {
        controllers.close();
        definitions.forEach(definition -> ApiServer.admin().resource(definition).delete());
    }
}
