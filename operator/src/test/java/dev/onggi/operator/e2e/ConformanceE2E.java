package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.operator.model.UserSeed;
import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The OCI distribution-spec conformance suite (https://github.com/opencontainers/distribution-spec/tree/main/conformance)
 * against a LocalRegistry, as its users meet it: from a Pod, through TLS, with a password.
 */
@ExtendWith(E2eCluster.class)
class ConformanceE2E {

    /** Made by the testbed; on other clusters it is loaded into the node. */
    private static final String IMAGE = "docker.io/onggi/testbed-conformance:1";

    /** A line such as {@code "  Blob mount....................:       Pass"}. */
    private static final Pattern RESULT =
            Pattern.compile("^ {2}([A-Z][A-Za-z0-9 -]*[A-Za-z0-9])\\.*: +(\\w+)$", Pattern.MULTILINE);

    /**
     * What is not asked of the registry, with the reason. All of it is left to registries by the specification; distribution,
     * which does the work behind the gateway, does not have it.
     */
    private static final Map<String, String> NOT_ASKED = Map.of(
            "Blobs sha512", "Disabled",
            "Digest Algorithm sha512", "Disabled",
            // another way to the same end: the registry answers 202, and the client goes on by PUT
            "Blob post only", "Skip",
            "Blob anonymous mount", "Skip",
            // of the next version of the specification
            "Blob upload cancel", "Disabled",
            "Manifest put with tag params", "Disabled",
            "Tag Param", "Disabled",
            "Tag Param sha512", "Disabled",
            // a registry may refuse a manifest whose layers it does not have, and this one does
            "Sparse Manifests", "Disabled");

    @Test
    void shouldPassTheConformanceSuiteWhenItComesWithTlsAndAPassword(TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        var address = workspace.applyRegistry().getStatus().address();
        cluster.loadImage(IMAGE);

        // When
        workspace.apply(pod(address, adminPassword(workspace)));
        var phase = await("the suite has ended")
                .atMost(Duration.ofMinutes(2))
                .until(() -> phase(workspace), ended -> ended.equals("Succeeded") || ended.equals("Failed"));
        var report = cluster.kubectl("logs", "pod/conformance", "-n", namespace.name());

        // Then
        var results = RESULT.matcher(report)
                .results()
                .filter(result -> !result.group(2).matches("[0-9]+"))
                .collect(Collectors.toMap(result -> result.group(1), result -> result.group(2)));
        assertThat(phase).as(failures(report)).isEqualTo("Succeeded");
        assertThat(results)
                .containsEntry("Blob push", "Pass")
                .containsEntry("Blob get", "Pass")
                .containsEntry("Manifest put by tag", "Pass")
                .containsEntry("Manifest get by digest", "Pass")
                .containsEntry("Tag listing", "Pass")
                .containsEntry("Referrers", "Pass")
                .containsEntry("Tag delete", "Pass")
                .containsEntry("Manifest delete", "Pass")
                .containsEntry("Blob delete", "Pass");
        assertThat(new TreeMap<>(results)
                        .entrySet().stream()
                                .filter(result -> !result.getValue().equals("Pass"))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .isEqualTo(NOT_ASKED);
    }

    private static String phase(Workspace workspace) {
        return workspace
                .cluster()
                .kubectl("get", "pod/conformance", "-n", workspace.namespace(), "-o", "jsonpath={.status.phase}");
    }

    private static String failures(String report) {
        return report.lines()
                .filter(line -> line.contains("FAIL") || line.startsWith("       - "))
                .limit(40)
                .collect(Collectors.joining("\n"));
    }

    private static String adminPassword(Workspace workspace) {
        var seed = workspace
                .cluster()
                .kubectl(
                        "get",
                        "secret/registry-registry-users",
                        "-n",
                        workspace.namespace(),
                        "-o",
                        "jsonpath={.data.seed}");
        return new UserSeed(new String(Base64.getDecoder().decode(seed), StandardCharsets.UTF_8))
                .password(UserSeed.ADMIN);
    }

    private static String pod(String address, String password) {
        return """
                apiVersion: v1
                kind: Secret
                metadata: {name: conformance}
                stringData: {password: "%s"}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: conformance}
                spec:
                  restartPolicy: Never
                  automountServiceAccountToken: false
                  securityContext: {runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: conformance
                    image: %s
                    imagePullPolicy: IfNotPresent
                    securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
                    env:
                    - {name: OCI_VERSION, value: "1.1"}
                    - {name: OCI_LOG, value: error}
                    - {name: OCI_REGISTRY, value: "%s"}
                    - {name: OCI_TLS, value: enabled}
                    - {name: SSL_CERT_FILE, value: /ca/ca.crt}
                    - {name: OCI_USERNAME, value: admin}
                    - {name: OCI_PASSWORD, valueFrom: {secretKeyRef: {name: conformance, key: password}}}
                    - {name: OCI_RESULTS_DIR, value: /results}
                    - {name: OCI_DATA_SHA512, value: "false"}
                    volumeMounts: [{name: ca, mountPath: /ca}, {name: results, mountPath: /results}]
                  volumes:
                  - {name: ca, secret: {secretName: registry-ca}}
                  - {name: results, emptyDir: {}}
                """.formatted(password, IMAGE, address);
    }
}
