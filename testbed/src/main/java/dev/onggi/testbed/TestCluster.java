package dev.onggi.testbed;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The real cluster that tests and the demo run on: the one that {@code ONGGI_TEST_KUBECONFIG} names, else k3s in a
 * container where its image can be pulled, else the testbed's own node. Says in one line which one it took, and why.
 */
public final class TestCluster implements AutoCloseable {

    private final ClusterKind kind;
    private final Optional<NodeContainer> node;
    private final Path kubeconfig;
    private final Kubectl kubectl;
    private final ImageLoader images;
    private final KubernetesClient client;
    private final List<AddedNode> addedNodes = new CopyOnWriteArrayList<>();
    private final Set<String> loadedImages = new ConcurrentSkipListSet<>();

    private TestCluster(
            ClusterKind kind, Optional<NodeContainer> node, Path kubeconfig, Kubectl kubectl, ImageLoader images) {
        this.kind = kind;
        this.node = node;
        this.kubeconfig = kubeconfig;
        this.kubectl = kubectl;
        this.images = images;
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    /** Starts a cluster that is removed on {@link #close()}, at the latest when this process ends. */
    public static TestCluster throwAway() {
        try {
            var folder = Files.createTempDirectory("onggi-cluster");
            folder.toFile().deleteOnExit();
            var file = folder.resolve("kubeconfig");
            file.toFile().deleteOnExit();
            return new ClusterStart(file).throwAway();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Finds a cluster that outlives this process, or starts it.
     *
     * @param name finds it again
     * @param kubeconfig file to write, for people
     */
    public static TestCluster kept(String name, Path kubeconfig) {
        return new ClusterStart(kubeconfig).kept(name);
    }

    static TestCluster of(
            ClusterKind kind, Optional<NodeContainer> node, Path kubeconfig, Kubectl kubectl, ImageLoader images) {
        return new TestCluster(kind, node, kubeconfig, kubectl, images);
    }

    public ClusterKind kind() {
        return kind;
    }

    /** A file with the right of cluster-admin. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    /** A client with the right of cluster-admin; closed with the cluster. */
    public KubernetesClient client() {
        return client;
    }

    /** Makes an image of this machine's Docker known to all nodes, those added later too, under the same name. */
    public void loadImage(String image) {
        images.load(node.map(NodeContainer::id).orElse(""), image);
        addedNodes.forEach(added -> images.load(added.container(), image));
        loadedImages.add(image);
    }

    /**
     * Adds a node to the cluster, with all images that were loaded, and waits until it is ready: some seconds. It is removed
     * when it or the cluster is closed.
     *
     * @param prefix what its name begins with
     */
    public AddedNode addNode(String prefix) {
        var server = node.orElseThrow(() -> new IllegalStateException(
                "Nobody knows how to add a node to an existing cluster: this needs a cluster of one's own."));
        var added = AddedNode.start(this, server, prefix, addedNodes::remove);
        loadedImages.forEach(image -> images.load(added.container(), image));
        addedNodes.add(added);
        return added;
    }

    /** Runs kubectl as cluster-admin and returns what it prints; fails with what it says. */
    public String kubectl(String... arguments) {
        return kubectl.command(arguments).run();
    }

    /** Like {@link #kubectl}, with text on its standard input, for {@code apply -f -}. */
    public String kubectlWithInput(String input, String... arguments) {
        return kubectl.command(arguments).run(input);
    }

    /**
     * Runs kubectl to its end, however that is, and hands over every line, of output and errors alike, as it comes.
     *
     * @param patience how long it may take until the first line
     * @return its exit code
     */
    public int kubectlLines(Duration patience, Consumer<String> line, String... arguments) {
        return kubectl.command(arguments).stream(patience, line);
    }

    /** Runs kubectl and returns what it prints, however it ends: for diagnoses. */
    public String kubectlAnyway(String... arguments) {
        var outcome = kubectl.command(arguments).outcome("");
        return outcome.output() + outcome.errors();
    }

    /** Runs a program on the node, such as {@code ctr}, and returns what it prints. */
    public String onNode(String... arguments) {
        var container = node.orElseThrow(
                () -> new IllegalStateException(
                        "Nobody knows how to run a program on the node of an existing cluster: this needs a cluster of one's own."));
        return container.run(arguments);
    }

    /** Whether {@link #onNode} works. */
    public boolean hasNode() {
        return node.isPresent();
    }

    /** Copies folders, whose paths are relative to a root, onto the node; returns where that root is there. */
    String copyToNode(Path root, String... folders) {
        return node.orElseThrow().copy(root, folders);
    }

    /** How kubectl is called. */
    String kubectlProgram() {
        return String.join(" ", kubectl.program());
    }

    boolean kubectlRunsOnNode() {
        return kubectl.onNode();
    }

    /** Closes the client, and removes a cluster that was made for this process alone. */
    @Override
    public void close() {
        // first those that use a volume of the first
        addedNodes.forEach(AddedNode::close);
        client.close();
        node.ifPresent(NodeContainer::close);
    }
}
