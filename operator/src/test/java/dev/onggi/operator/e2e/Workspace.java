package dev.onggi.operator.e2e;

import static org.awaitility.Awaitility.await;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.status.Conditions;
import dev.onggi.testbed.ReadyWait;
import dev.onggi.testbed.TestCluster;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What a test does in a namespace, as a user would.
 *
 * @param cluster where
 * @param namespace where in the cluster
 */
record Workspace(TestCluster cluster, String namespace) {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(200);

    /** A registry without anything said. */
    static final String REGISTRY = """
            apiVersion: onggi.dev/v1alpha1
            kind: LocalRegistry
            metadata: {name: registry}
            """;

    /** Applies YAML by kubectl; fails with what kubectl says. */
    void apply(String yaml) {
        cluster.kubectlWithInput(yaml, "apply", "-n", namespace, "-f", "-");
    }

    /** Applies a registry without anything said, and waits for it. */
    LocalRegistry applyRegistry() {
        return applyRegistry(REGISTRY);
    }

    /** Applies a registry of the name "registry", and waits for it. */
    LocalRegistry applyRegistry(String yaml) {
        apply(yaml);
        return new ReadyWait(cluster, System.out::println).await(LocalRegistry.class, namespace, "registry", PATIENCE);
    }

    ImageBuild imageBuild(String name) {
        return cluster.client()
                .resources(ImageBuild.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    LocalRegistry registry(String name) {
        return cluster.client()
                .resources(LocalRegistry.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    /** Waits until the newest generation of a registry is Ready; fails at once where it is Stalled. */
    LocalRegistry awaitRegistry(String name) {
        return new ReadyWait(cluster, System.out::println).await(LocalRegistry.class, namespace, name, PATIENCE);
    }

    /** Waits until a registry is Ready, which may be Stalled until then. */
    LocalRegistry awaitRecovery(String name) {
        awaitRegistryCondition(name, "Ready", "True", "RegistryReady");
        return registry(name);
    }

    /** Waits until a condition of the newest generation of a registry has a status and a reason. */
    Condition awaitRegistryCondition(String name, String type, String status, String reason) {
        return await("LocalRegistry %s %s=%s %s".formatted(name, type, status, reason))
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(
                        () -> registryCondition(name, type),
                        condition -> condition != null
                                && condition.status().equals(status)
                                && condition.reason().equals(reason));
    }

    /** A condition of the newest generation of a registry; null where there is none. */
    private Condition registryCondition(String name, String type) {
        var registry = registry(name);
        return registry == null || registry.getStatus() == null
                ? null
                : Conditions.find(registry.getStatus().conditions(), type)
                        .filter(condition -> Objects.equals(
                                condition.observedGeneration(),
                                registry.getMetadata().getGeneration()))
                        .orElse(null);
    }

    /** Waits until the newest generation is Ready; fails at once where it is Stalled. */
    ImageBuild awaitReady(String name) {
        return new ReadyWait(cluster, System.out::println).await(ImageBuild.class, namespace, name, PATIENCE);
    }

    /** Waits until a condition of the newest generation has a status and a reason. */
    ImageBuild awaitCondition(String name, String type, String status, String reason) {
        return awaitImageBuild(name, "%s=%s %s".formatted(type, status, reason), imageBuild -> {
            var condition = condition(imageBuild, type);
            return condition != null
                    && condition.status().equals(status)
                    && condition.reason().equals(reason)
                    && Objects.equals(
                            condition.observedGeneration(),
                            imageBuild.getMetadata().getGeneration());
        });
    }

    ImageBuild awaitImageBuild(String name, String what, Predicate<ImageBuild> reached) {
        return await("ImageBuild " + name + " " + what)
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> imageBuild(name), imageBuild -> imageBuild != null && reached.test(imageBuild));
    }

    static Condition condition(ImageBuild imageBuild, String type) {
        return imageBuild.getStatus() == null
                ? null
                : Conditions.find(imageBuild.getStatus().conditions(), type).orElse(null);
    }

    /** The build Pods of an ImageBuild that are still there. */
    List<Pod> buildPods(String imageBuild) {
        return cluster.client()
                .pods()
                .inNamespace(namespace)
                .withLabel("onggi.dev/imagebuild", imageBuild)
                .withLabel("onggi.dev/build-number")
                .list()
                .getItems();
    }

    /** The Deployment of an ImageBuild. */
    Deployment deployment(String imageBuild) {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(imageBuild)
                .get();
    }

    /** The events about a resource, by reason. */
    List<Event> events(String name, String reason) {
        return cluster.client().events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(name))
                .filter(event -> event.getReason().equals(reason))
                .toList();
    }
}
