package dev.onggi.testbed;

/**
 * That the network of a cluster enforces NetworkPolicies, until this is closed. k3s does it at all times; the testbed's node
 * when it is asked to; a cluster that was there before as its network plugin does.
 *
 * @param cluster whose network it is
 */
public record NetworkPolicies(TestCluster cluster) implements AutoCloseable {

    private static final String PROGRAM = "network-policies";

    /** Begins, and waits until all policies that are there are enforced. */
    public static NetworkPolicies enforced(TestCluster cluster) {
        var policies = new NetworkPolicies(cluster);
        policies.run("start");
        return policies;
    }

    private void run(String command) {
        if (cluster.kind() == ClusterKind.TESTBED) {
            cluster.onNode(PROGRAM, command);
        }
    }

    @Override
    public void close() {
        run("stop");
    }
}
