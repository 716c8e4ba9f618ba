package dev.onggi.operator.integration;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * A policy of the cluster by which nobody changes the objects of a kind in a namespace, until it is closed.
 *
 * @param client with every right
 * @param documents the policy and its binding
 */
record FrozenKind(KubernetesClient client, String documents) implements AutoCloseable {

    /**
     * Freezes the claims of a namespace, of which there is one already.
     *
     * @param claim its name
     * @param message what the API server answers with
     */
    static FrozenKind claims(KubernetesClient client, String namespace, String claim, String message) {
        var frozen = new FrozenKind(client, """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: frozen-%1$s}
                spec:
                  matchConstraints:
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                    resourceRules:
                    - {apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [persistentvolumeclaims]}
                  validations:
                  - {expression: "false", message: "%2$s"}
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: frozen-%1$s}
                spec: {policyName: frozen-%1$s, validationActions: [Deny]}
                """.formatted(namespace, message));
        client.resourceList(frozen.documents).create();
        await("the policy").until(() -> isRefused(client, namespace, claim));
        return frozen;
    }

    /** The API server takes a moment to compile a policy. */
    private static boolean isRefused(KubernetesClient client, String namespace, String claim) {
        try {
            client.persistentVolumeClaims()
                    .inNamespace(namespace)
                    .withName(claim)
                    .edit(there -> {
                        there.getMetadata().getAnnotations().put("example.com/tried", Long.toString(System.nanoTime()));
                        return there;
                    });
            return false;
        } catch (KubernetesClientException e) {
            return true;
        }
    }

    @Override
    public void close() {
        client.resourceList(documents).delete();
    }
}
