package dev.onggi.testbed;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A namespace that enforces Pod Security {@code baseline}, as those of users do.
 *
 * @param cluster where
 * @param name its name
 */
public record TestNamespace(TestCluster cluster, String name) implements AutoCloseable {

    /** Makes one with a new name. */
    public static TestNamespace create(TestCluster cluster, String prefix) {
        var suffix =
                Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36 * 36, 36 * 36 * 36 * 36 * 35), 36);
        var name = (prefix + "-" + suffix).toLowerCase(Locale.ROOT);
        cluster.kubectlWithInput(manifest(name), "apply", "--server-side", "-f", "-");
        return new TestNamespace(cluster, name);
    }

    static String manifest(String name) {
        return """
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: %s
                  labels:
                    pod-security.kubernetes.io/enforce: baseline
                """.formatted(name);
    }

    /** Asks for its removal, with all that is in it, and does not wait for it. */
    @Override
    public void close() {
        cluster.kubectl("delete", "namespace", name, "--wait=false");
    }
}
