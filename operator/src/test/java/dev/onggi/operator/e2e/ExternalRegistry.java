package dev.onggi.operator.e2e;

import dev.onggi.operator.localregistry.certificate.CertificateIssuer;
import dev.onggi.operator.localregistry.certificate.CertifiedKey;
import dev.onggi.operator.localregistry.certificate.ServerNames;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

/**
 * A registry that belongs to somebody else: it has its own users and, unless it speaks plain HTTP, a certificate of a CA
 * that nobody knows yet. It is reached by an address and not by a name, because that is what Pods and nodes have in common
 * without any help of the operator. Its images are lost with its Pod.
 *
 * @param workspace where it runs, as the Deployment and Service {@link #NAME}
 * @param login how it asks who is there
 * @param host address and port
 * @param ca its CA
 */
record ExternalRegistry(Workspace workspace, Login login, String host, CertifiedKey ca) {

    /** Of its Deployment, Service and Secret; the container has it too. */
    static final String NAME = "external";

    /** Who may push and pull. */
    static final String WRITER = "ci";

    static final String WRITER_PASSWORD = "correct-horse-battery-staple";

    /** Who may only pull, where the registry asks for tokens; htpasswd has no rights, so that there he may push too. */
    static final String READER = "reader";

    static final String READER_PASSWORD = "another-horse-battery-staple";

    private static final int PORT = 5000;

    /** How a registry asks who is there. */
    enum Login {
        /** Not at all, and over plain HTTP: {@code insecure}. */
        NONE,
        /** htpasswd. */
        BASIC,
        /** A token of a {@link TokenServer}, as public registries and Harbor ask for. */
        TOKEN
    }

    /** Starts one and waits until it serves. */
    static ExternalRegistry start(Workspace workspace, Login login) {
        workspace.apply(ExternalRegistryObjects.service());
        var cluster = workspace.cluster();
        var address = cluster.kubectl(
                "get", "service/" + NAME, "-n", workspace.namespace(), "-o", "jsonpath={.spec.clusterIP}");
        var issuer = new CertificateIssuer(Clock.systemUTC(), new SecureRandom());
        var ca = issuer.ca();
        var leaf = issuer.leaf(ca, new ServerNames(List.of("external.example.com"), List.of(address)));
        var registry = new ExternalRegistry(workspace, login, address + ":" + PORT, ca);
        workspace.apply(new ExternalRegistryObjects(login, registry.host(), ca, leaf).all());
        cluster.kubectl("rollout", "status", "deployment/" + NAME, "-n", workspace.namespace(), "--timeout=90s");
        return registry;
    }

    /** Makes a Secret with its CA under the key {@code ca.crt}. */
    void caSecret(String name) {
        caSecret(name, "ca.crt", ca);
    }

    /** Makes a Secret with any CA under any key; one that is there loses its other keys. */
    void caSecret(String name, String key, CertifiedKey any) {
        workspace.cluster().kubectl("delete", "secret", name, "-n", workspace.namespace(), "--ignore-not-found");
        secret(name, "Opaque", key, any.certificatePem());
    }

    /** Makes a Secret of type dockerconfigjson for a user, with any password. */
    void loginSecret(String name, String user, String password) {
        var pair = base64(user + ":" + password);
        secret(
                name,
                "kubernetes.io/dockerconfigjson",
                ".dockerconfigjson",
                "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host, pair));
    }

    /** Makes a Secret of type dockerconfigjson for {@link #WRITER}. */
    void loginSecret(String name) {
        loginSecret(name, WRITER, WRITER_PASSWORD);
    }

    /** Tags of a repository, one a line; empty where there is no such repository. */
    String tags(String repository) {
        var folder = "/var/lib/registry/docker/registry/v2/repositories/%s/_manifests/tags".formatted(repository);
        return workspace
                .cluster()
                .kubectl(
                        "exec",
                        "-n",
                        workspace.namespace(),
                        "deployment/" + NAME,
                        "-c",
                        NAME,
                        "--",
                        "sh",
                        "-c",
                        "! [ -d \"$0\" ] || ls \"$0\"",
                        folder);
    }

    /** Takes it away with all its images, as if the machine were off; it keeps its address. */
    void stop() {
        workspace.cluster().kubectl("scale", "deployment/" + NAME, "-n", workspace.namespace(), "--replicas=0");
        workspace.cluster().kubectl("wait", "pod", "-l", "app=" + NAME, "-n", workspace.namespace(), "--for=delete");
    }

    /** Brings it back, empty. */
    void startAgain() {
        workspace.cluster().kubectl("scale", "deployment/" + NAME, "-n", workspace.namespace(), "--replicas=1");
        workspace
                .cluster()
                .kubectl("rollout", "status", "deployment/" + NAME, "-n", workspace.namespace(), "--timeout=90s");
    }

    private void secret(String name, String type, String key, String value) {
        workspace.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: %s}
                type: %s
                data: {%s: %s}
                """.formatted(name, type, key, base64(value)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
