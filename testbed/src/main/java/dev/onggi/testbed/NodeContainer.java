package dev.onggi.testbed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/** A cluster of one node in a container, from {@code rancher/k3s} or an image with the same contract. */
final class NodeContainer implements AutoCloseable {

    /** Label with the name of the cluster. */
    static final String NAME_LABEL = "dev.onggi.testbed.cluster";

    /** Label with the {@link Owner} of a throw-away cluster. */
    static final String OWNER_LABEL = "dev.onggi.testbed.owner";

    private static final Duration START = Duration.ofMinutes(4);

    private final K3sContainer container;
    private final boolean kept;
    private final Docker docker;

    private NodeContainer(K3sContainer container, boolean kept, Docker docker) {
        this.container = container;
        this.kept = kept;
        this.docker = docker;
    }

    /** Starts one that ends with this process. */
    static NodeContainer throwAway(String image, Docker docker) {
        var container = container(image)
                .withLabel(NAME_LABEL, "test")
                .withLabel(OWNER_LABEL, Owner.ofThisProcess().toString());
        return start(container, false, docker);
    }

    /** Finds the one with this name, or starts it; it outlives this process. */
    static NodeContainer kept(String image, String name, Docker docker) {
        var container = container(image).withLabel(NAME_LABEL, name).withReuse(true);
        return start(container, true, docker);
    }

    private static K3sContainer container(String image) {
        // K3sContainer asks for the host's address at once, and Testcontainers 2.0.4 fails to find it before there is a
        // client
        DockerClientFactory.instance().client();
        return new K3sContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("rancher/k3s"))
                .withStartupTimeout(START);
    }

    private static NodeContainer start(K3sContainer container, boolean kept, Docker docker) {
        var log = new CopyOnWriteArrayList<String>();
        container.withLogConsumer(frame -> log.add(frame.getUtf8String()));
        try {
            container.start();
        } catch (ContainerLaunchException e) {
            throw new IllegalStateException("The node did not start. Its last words:\n" + lastLines(log), e);
        }
        return new NodeContainer(container, kept, docker);
    }

    private static String lastLines(List<String> log) {
        return log.reversed().stream().limit(40).collect(Collectors.collectingAndThen(Collectors.toList(), lines -> {
            Collections.reverse(lines);
            return String.join("", lines);
        }));
    }

    Docker docker() {
        return docker;
    }

    String image() {
        return container.getDockerImageName();
    }

    String id() {
        return container.getContainerId();
    }

    /** For use on this machine. */
    String kubeconfig() {
        return container.getKubeConfigYaml();
    }

    /** Runs a program in it and returns what it prints. */
    String run(String... arguments) {
        var command = Stream.concat(Stream.of("docker", "exec", id()), Stream.of(arguments));
        return docker.command(command.toArray(String[]::new)).run();
    }

    /** Copies folders, whose paths are relative to a root, into it; returns where that root is in the container. */
    String copy(Path root, String... folders) {
        var place = "/tmp/onggi-files";
        for (var folder : folders) {
            var target = Path.of(place, folder);
            run("rm", "-rf", target.toString());
            run("mkdir", "-p", target.getParent().toString());
            docker.command("docker", "cp", root.resolve(folder).toString(), id() + ":" + target.getParent())
                    .run();
        }
        return place;
    }

    /** Removes a throw-away node with its volumes; a kept one goes on. */
    @Override
    public void close() {
        if (!kept) {
            container.stop();
        }
    }
}
