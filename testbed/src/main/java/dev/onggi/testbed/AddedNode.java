package dev.onggi.testbed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One more node of a cluster, in a container of its own: k3s's agent, or the testbed's node by the same contract.
 * {@link TestCluster#addNode} makes it.
 */
public final class AddedNode implements AutoCloseable {

    /** The server's container has it, in k3s and in the testbed's node. */
    private static final String TOKEN = "/var/lib/rancher/k3s/server/node-token";

    /** Claims of the testbed's node; k3s binds a claim to the node that has it. */
    private static final String CLAIMS = "/tmp/hostpath_pv";

    private final String name;
    private final String container;
    private final Docker docker;
    private final TestCluster cluster;
    private final Consumer<AddedNode> closed;

    private AddedNode(String name, String container, Docker docker, TestCluster cluster, Consumer<AddedNode> closed) {
        this.name = name;
        this.container = container;
        this.docker = docker;
        this.cluster = cluster;
        this.closed = closed;
    }

    /**
     * Starts a node and waits until the cluster has it and it is ready.
     *
     * @param server the node that has the API server
     * @param prefix what the node's name begins with: nodes of one machine share its cgroups, so the rest tells clusters
     *     apart
     * @param cluster that it joins
     * @param closed is told when the node is removed
     */
    static AddedNode start(TestCluster cluster, NodeContainer server, String prefix, Consumer<AddedNode> closed) {
        var name = prefix + "-" + server.id().substring(0, 8);
        var docker = server.docker();
        var node = new AddedNode(name, run(server, name, docker), docker, cluster, closed);
        try {
            cluster.kubectl("wait", "node/" + name, "--for=create", "--timeout=60s");
            cluster.kubectl("wait", "node/" + name, "--for=condition=Ready", "--timeout=60s");
            return node;
        } catch (CommandFailedException e) {
            var log = docker.command("docker", "logs", "--tail=40", node.container)
                    .outcome("")
                    .output();
            docker.removeContainer(node.container);
            throw new IllegalStateException("Node " + name + " did not join. Its last words:\n" + log, e);
        }
    }

    private static String run(NodeContainer server, String name, Docker docker) {
        var environment = new HashMap<>(docker.environment());
        environment.put("K3S_URL", "https://" + docker.address(server.id()) + ":6443");
        environment.put("K3S_TOKEN", server.run("cat", TOKEN).strip());
        var claims = docker.volume(server.id(), CLAIMS)
                .map(volume -> List.of("--volume", volume + ":" + CLAIMS))
                .orElse(List.of());
        var labels = Map.of(
                NodeContainer.NAME_LABEL,
                "test",
                NodeContainer.OWNER_LABEL,
                Owner.ofThisProcess().toString());
        var options = Stream.of(
                        Stream.of(
                                "docker", "run", "--detach", "--hostname", name, "--privileged", "--cgroupns", "host"),
                        Stream.of(
                                "--volume", "/sys/fs/cgroup:/sys/fs/cgroup", "--tmpfs", "/run", "--tmpfs", "/var/run"),
                        labels.entrySet().stream().flatMap(label -> Stream.of("--label", label.toString())),
                        claims.stream(),
                        // their values are not on the command line
                        Stream.of("--env", "K3S_URL", "--env", "K3S_TOKEN"),
                        Stream.of(server.image(), "agent"))
                .flatMap(words -> words);
        return Command.of(options.toArray(String[]::new))
                .with(environment)
                .run()
                .strip();
    }

    /** The node's name in the cluster. */
    public String name() {
        return name;
    }

    String container() {
        return container;
    }

    /** Runs a program on the node, such as {@code ctr}, and returns what it prints. */
    public String run(String... arguments) {
        return docker.command(Stream.concat(Stream.of("docker", "exec", container), Stream.of(arguments))
                        .toArray(String[]::new))
                .run();
    }

    /**
     * The node falls silent, as if its cable were pulled: its kubelet reports nothing more, and is told nothing, and nobody
     * reaches its Pods, which go on. The cluster notices after its grace period, 20 s in the testbed's.
     */
    public void disconnect() {
        podTraffic("-I");
        // Pods have cgroups of their own and go on. The kubelet's connections stay, which it would be slow to find dead
        docker.command("docker", "pause", container).run();
    }

    /** It goes on where it was; the cluster sees it ready within some seconds. */
    public void reconnect() {
        docker.command("docker", "unpause", container).run();
        podTraffic("-D");
    }

    /** @param change inserts or deletes the rule that drops whatever comes from Pods and goes to them */
    private void podTraffic(String change) {
        run("iptables", "-w", change, "FORWARD", "-j", "DROP");
    }

    /** Removes the node, from the cluster too. */
    @Override
    public void close() {
        closed.accept(this);
        docker.removeContainer(container);
        cluster.kubectl("delete", "node", name, "--ignore-not-found");
    }
}
