package dev.onggi.operator.e2e;

import dev.onggi.testbed.CommandFailedException;
import dev.onggi.testbed.TestCluster;

/**
 * A Pod with a real client of registries, which reads its password and the CA from mounted Secrets as builds do.
 *
 * @param namespace where it runs
 */
record RegistryClientPod(TestCluster cluster, String namespace) {

    private static final String IMAGE = "gcr.io/go-containerregistry/crane/debug:v0.22.1";

    /** Starts it and waits until it runs. */
    RegistryClientPod start(String pushSecret, String caSecret) {
        cluster.kubectlWithInput("""
                apiVersion: v1
                kind: Pod
                metadata: {name: client}
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 0
                  containers:
                  - name: client
                    image: %s
                    imagePullPolicy: IfNotPresent
                    command: [sh, -c, "sleep 3600"]
                    env: [{name: DOCKER_CONFIG, value: /push}, {name: SSL_CERT_FILE, value: /ca/ca.crt}]
                    volumeMounts: [{name: push, mountPath: /push}, {name: ca, mountPath: /ca}, {name: work, mountPath: /scratch}]
                  volumes:
                  - {name: push, secret: {secretName: %s, items: [{key: .dockerconfigjson, path: config.json}]}}
                  - {name: ca, secret: {secretName: %s}}
                  - {name: work, emptyDir: {}}
                """.formatted(IMAGE, pushSecret, caSecret), "apply", "-n", namespace, "-f", "-");
        cluster.kubectl("wait", "pod/client", "-n", namespace, "--for=condition=Ready", "--timeout=120s");
        return this;
    }

    /** Runs a script of the shell; what it prints. */
    String run(String script) {
        return cluster.kubectl("exec", "-n", namespace, "client", "--", "sh", "-c", script);
    }

    /** Runs a script that has to fail; what it says. */
    String refusal(String script) {
        try {
            var output = run(script);
            throw new AssertionError("was not refused: " + output);
        } catch (CommandFailedException e) {
            return e.getMessage();
        }
    }

    /** Pushes a new small image under a reference. */
    static String push(String reference) {
        return "cd /scratch && date +%N > content && tar -cf layer.tar content && crane append --new_layer layer.tar --new_tag "
                + reference;
    }
}
