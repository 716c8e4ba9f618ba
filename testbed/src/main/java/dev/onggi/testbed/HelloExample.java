package dev.onggi.testbed;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code examples/hello} in a namespace.
 *
 * @param cluster where
 * @param root the top of the project
 * @param namespace where in the cluster
 */
public record HelloExample(TestCluster cluster, Path root, String namespace) {

    /** Of the ImageBuild, and of the Deployment and the Service that it makes. */
    public static final String NAME = "hello";

    /** Of the LocalRegistry. */
    public static final String REGISTRY = "registry";

    /** The example of the project that this process was started in. */
    public static HelloExample in(TestCluster cluster, String namespace) {
        return new HelloExample(cluster, Testbed.ofThisProject().root(), namespace);
    }

    /** Its two resources, as text. */
    public String manifest() {
        try {
            return Files.readString(root.resolve("examples/hello/hello.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Applies it, or another version of it. */
    public String apply(String manifest) {
        return cluster.kubectlWithInput(manifest, "apply", "-n", namespace, "-f", "-");
    }

    public LocalRegistry awaitRegistry(ReadyWait wait) {
        return wait.await(LocalRegistry.class, namespace, REGISTRY, Duration.ofMinutes(5));
    }

    public ImageBuild awaitImageBuild(ReadyWait wait) {
        return wait.await(ImageBuild.class, namespace, NAME, Duration.ofMinutes(10));
    }

    public ServiceCall service() {
        return new ServiceCall(cluster, namespace, NAME, 8080);
    }
}
