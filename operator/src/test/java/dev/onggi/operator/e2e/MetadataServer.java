package dev.onggi.operator.e2e;

import dev.onggi.testbed.TestCluster;

/**
 * What clouds have beside each machine, and the testbed has not: a server at 169.254.169.254 that gives the credentials of the
 * node to whoever asks. It answers at the node's other addresses as well.
 *
 * @param cluster of which it serves the node
 * @param namespace where its Pod runs, in the network of the node
 */
record MetadataServer(TestCluster cluster, String namespace) implements AutoCloseable {

    static final String ADDRESS = "169.254.169.254";
    static final String CREDENTIALS = "the-token-of-the-node";

    private static final int PORT = 8169;

    /** Starts it and waits until it answers, in a namespace that is made for it and removed with it. */
    static MetadataServer start(TestCluster cluster, String namespace) {
        var server = new MetadataServer(cluster, namespace);
        server.changeAddress("replace");
        // a namespace without Pod Security: those of tests have it, and do not let a Pod into the node's network
        cluster.kubectlWithInput(
                """
                apiVersion: v1
                kind: Namespace
                metadata: {name: NAMESPACE}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: metadata, namespace: NAMESPACE}
                spec:
                  hostNetwork: true
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 0
                  containers:
                  - name: metadata
                    image: busybox:stable
                    command: [sh, -c, "mkdir /www && echo CREDENTIALS >/www/credentials && exec httpd -f -p PORT -h /www"]
                    readinessProbe:
                      httpGet: {host: ADDRESS, port: PORT, path: /credentials}
                      periodSeconds: 1
                """.replace("NAMESPACE", server.namespace)
                        .replace("CREDENTIALS", CREDENTIALS)
                        .replace("ADDRESS", ADDRESS)
                        .replace("PORT", Integer.toString(PORT)),
                "apply",
                "-f",
                "-");
        cluster.kubectl("wait", "pod/metadata", "-n", server.namespace, "--for=condition=Ready", "--timeout=120s");
        return server;
    }

    /** Where it gives the credentials. */
    String url() {
        return url(ADDRESS);
    }

    /** The same of the same server, at an address of the node that is nothing special. */
    String urlAtNode() {
        return url(cluster.kubectl("get", "pod/metadata", "-n", namespace, "-o", "jsonpath={.status.hostIP}")
                .strip());
    }

    private static String url(String address) {
        return "http://%s:%d/credentials".formatted(address, PORT);
    }

    private void changeAddress(String change) {
        cluster.onNode("ip", "address", change, ADDRESS + "/32", "dev", "lo");
    }

    @Override
    public void close() {
        cluster.kubectl("delete", "namespace", namespace, "--wait=false");
        changeAddress("delete");
    }
}
