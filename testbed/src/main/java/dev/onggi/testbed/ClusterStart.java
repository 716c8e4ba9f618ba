package dev.onggi.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Chooses a cluster, starts it, and finds the tools for it. */
final class ClusterStart {

    /** Command, run in the project, that brings the image whose name is added to an existing cluster. Default: none. */
    private static final String IMAGE_LOADER = "ONGGI_TEST_IMAGE_LOADER";

    private final Testbed testbed = Testbed.ofThisProject();
    private final Map<String, String> paths = testbed.environment();
    private final Docker docker = new Docker(paths);
    private final Path kubeconfig;

    /** @param kubeconfig file to write */
    ClusterStart(Path kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    TestCluster throwAway() {
        return start(image -> {
            removeOrphans();
            return NodeContainer.throwAway(image, docker);
        });
    }

    TestCluster kept(String name) {
        return start(image -> {
            var node = NodeContainer.kept(image, name, docker);
            // stopped, or of another version
            docker.containers(NodeContainer.NAME_LABEL + "=" + name, NodeContainer.OWNER_LABEL).stream()
                    .map(String::strip)
                    .filter(id -> !id.equals(node.id()))
                    .forEach(docker::removeContainer);
            return node;
        });
    }

    private TestCluster start(Function<String, NodeContainer> starting) {
        var choice = choose();
        System.out.println(choice.sentence());
        if (choice.kind() == ClusterKind.EXISTING) {
            return existing(Path.of(choice.source()).toAbsolutePath());
        }
        var node = starting.apply(choice.source());
        write(node.kubeconfig());
        var kubectl = testbed.path("ONGGI_TESTBED_KUBECTL")
                .map(program -> Kubectl.here(program.toString(), kubeconfig))
                .orElseGet(() -> Kubectl.onNode(node.id(), docker));
        return TestCluster.of(
                choice.kind(),
                Optional.of(node),
                kubeconfig,
                kubectl,
                (container, image) -> testbed.script("load", container, image)
                        .with(docker.environment())
                        .run());
    }

    private ClusterChoice choose() {
        if (System.getenv().getOrDefault(ClusterChoice.KUBECONFIG, "").isBlank() && !docker.answers()) {
            testbed.prepare("docker");
        }
        return ClusterChoice.make(System.getenv(), docker, this::testbedNode);
    }

    private String testbedNode() {
        if (!Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
            throw new IllegalStateException(
                    "Testcontainers would look for its helper image in vain: set TESTCONTAINERS_RYUK_DISABLED=true, as Maven does here.");
        }
        var image = paths.getOrDefault("ONGGI_TESTBED_NODE_IMAGE", "");
        if (!image.isEmpty() && docker.isPresent(image)) {
            return image;
        }
        System.out.println("The testbed's node image is missing; making it. The first time this takes a while.");
        testbed.prepare();
        return testbed.environment().get("ONGGI_TESTBED_NODE_IMAGE");
    }

    private TestCluster existing(Path given) {
        var kubectl = testbed.path("ONGGI_TESTBED_KUBECTL").map(Path::toString).orElse("kubectl");
        var loader = System.getenv().getOrDefault(IMAGE_LOADER, "").strip();
        return TestCluster.of(
                ClusterKind.EXISTING, Optional.empty(), given, Kubectl.here(kubectl, given), (any, image) -> {
                    if (!loader.isEmpty()) {
                        docker.command(Stream.concat(Stream.of(loader.split("\\s+", -1)), Stream.of(image))
                                        .toArray(String[]::new))
                                .in(testbed.root())
                                .run();
                    }
                });
    }

    /** Those of processes that were killed. */
    private void removeOrphans() {
        for (var container : docker.containers(NodeContainer.NAME_LABEL + "=test", NodeContainer.OWNER_LABEL)) {
            var words = container.split(" ", 2);
            if (Owner.parse(words[1]).filter(Owner::isGone).isPresent()) {
                System.out.println("Removing a cluster that a killed run left behind.");
                docker.removeContainer(words[0]);
            }
        }
    }

    private void write(String text) {
        try {
            Files.createDirectories(kubeconfig.toAbsolutePath().getParent());
            Files.deleteIfExists(kubeconfig);
            Files.createFile(
                    kubeconfig, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(kubeconfig, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
