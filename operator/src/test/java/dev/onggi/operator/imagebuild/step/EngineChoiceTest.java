package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.registry.Manifest;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineChoiceTest {

    private static final String UNSUPPORTED =
            "Failed to create pod sandbox: can't set `spec.hostUsers: false`, runtime does not support user namespaces";

    private final FakeCluster cluster = new FakeCluster();
    private final StartBuild step = new StartBuild(cluster);
    private final ObserveBuild observe = new ObserveBuild(
            cluster,
            (namespace, registry, repository, digest, before) -> new ImageInspector.Inspected(
                    new Manifest(digest, "m", 1, List.of(), Optional.empty()), Optional.empty()));

    @Test
    void shouldAskOnceAndRecordTheEngineWhenTheStrictestIsAdmitted() {
        // When
        var stop = started(Samples.imageBuild());

        // Then
        assertThat(cluster.calls).containsOnlyOnce("create Pod/hello-1-build");
        assertThat(stop.progress().build().engine()).isEqualTo("NestedUserNamespace");
    }

    @Test
    void shouldTakeTheNextEngineWhenTheStrictestIsNotAdmitted() {
        // Given
        cluster.denyingEngines("NestedUserNamespace");

        // Then
        assertThat(started(Samples.imageBuild()).progress().build().engine()).isEqualTo("UserNamespace");
    }

    @Test
    void shouldQuoteEachRefusalWhenNoneIsAdmitted() {
        // Given
        cluster.denyingEngines("NestedUserNamespace", "UserNamespace", "Rootless");

        // When
        var stop = started(Samples.imageBuild());

        // Then
        assertThat(stop.summary())
                .isEqualTo(
                        new Summary.Stalled(
                                "PodDenied",
                                "the build Pod is not admitted: violates PodSecurity: NestedUserNamespace; nor with engine UserNamespace: violates PodSecurity: UserNamespace; nor with engine Rootless: violates PodSecurity: Rootless; builds need Pod Security baseline: kubectl label ns team-a --overwrite pod-security.kubernetes.io/enforce=baseline"));
    }

    @Test
    void shouldSayWhatTheWantedEngineNeedsWhenItIsNotAdmitted() {
        // Given
        cluster.denyingEngines("UserNamespace");

        // When
        var stop = started(Samples.imageBuild("builder: {timeout: 1h, engine: UserNamespace}"));

        // Then
        assertThat(cluster.calls).containsExactly("create Pod/hello-1-build");
        assertThat(stop.summary().message())
                .endsWith(
                        "; engine UserNamespace needs Pod Security privileged, and engine Auto no more than baseline: kubectl label ns team-a --overwrite pod-security.kubernetes.io/enforce=privileged");
    }

    @Test
    void shouldFindOutOnceThatANodeHasNoUserNamespaces() {
        // Given
        var imageBuild = Samples.imageBuild();
        var running = Contexts.running(1, imageBuild);
        cluster.warning(UNSUPPORTED);

        // When
        var stop = stop(observe.run(Contexts.of(imageBuild, onNode(imageBuild, "NestedUserNamespace")), running));

        // Then
        assertThat(cluster.calls).contains("delete Pod/hello-1-build");
        assertThat(stop.summary()).isInstanceOf(Summary.Retrying.class);
        assertThat(stop.summary().reason()).isEqualTo("NodeUnsupported");
        assertThat(stop.summary().message())
                .startsWith("node node-1 has no user namespaces for Pods (" + UNSUPPORTED + ")");

        // When: another build begins
        var other = started(Samples.imageBuild("rebuild: other"));

        // Then
        assertThat(other.progress().build().engine()).isEqualTo("Rootless");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UserNamespace", "NestedUserNamespace"})
    void shouldOnlyTellWhenTheEngineIsTheUsersWish(String engine) {
        // Given
        var imageBuild = Samples.imageBuild("builder: {timeout: 1h, engine: %s}".formatted(engine));
        cluster.warning(UNSUPPORTED);

        // When
        var stop =
                stop(observe.run(Contexts.of(imageBuild, onNode(imageBuild, engine)), Contexts.running(1, imageBuild)));

        // Then
        assertThat(cluster.calls).doesNotContain("delete Pod/hello-1-build");
        assertThat(stop.summary().reason()).isEqualTo("PodBlocked");
        assertThat(stop.summary().message()).contains("runtime does not support user namespaces");
    }

    private Outcome.Stop started(ImageBuild imageBuild) {
        return stop(step.run(Contexts.of(imageBuild), Contexts.nothing()));
    }

    private static Pod onNode(ImageBuild imageBuild, String engine) {
        return new PodBuilder(Contexts.pod(1, imageBuild))
                .editMetadata()
                .addToAnnotations("onggi.dev/engine", engine)
                .endMetadata()
                .editOrNewSpec()
                .withNodeName("node-1")
                .endSpec()
                .build();
    }
}
