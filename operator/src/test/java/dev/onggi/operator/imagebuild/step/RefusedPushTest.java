package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.END;
import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.step.PodObservation.BuildFailed;
import dev.onggi.operator.status.Summary;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusedPushTest {

    private static final String AGAIN =
            "kubectl patch ib -n team-a hello --type merge -p \"{\\\"spec\\\":{\\\"rebuild\\\":\\\"$(date)\\\"}}\"";
    private static final String DENIED = "denied: requested access to the resource is denied";
    private static final Instant BEFORE = END.minusSeconds(3000);
    private static final Instant AFTER = END.plusSeconds(60);

    private final ImageBuild imageBuild = Samples.imageBuild();
    private final BuildEnd end = new BuildEnd((namespace, registry, repository, digest, before) -> {
        throw new IllegalStateException("nobody asks for an image that is not there");
    });

    @Test
    void shouldNameTheSecretWhenAnExternalRegistryRefusesItsUser() {
        // Given
        var registry = external("external: {host: harbor.example.com, pathPrefix: shops, secretRef: {name: robot}}");

        // When
        var outcome = refused(registry, DENIED);

        // Then
        assertThat(outcome.summary()).isInstanceOf(Summary.Stalled.class);
        assertThat(outcome.summary().reason()).isEqualTo("PushDenied");
        assertThat(outcome.again()).isEmpty();
        assertThat(outcome.summary().message())
                .contains(DENIED)
                .endsWith(
                        "; correct user and password in Secret team-a/robot, or give that user the right to push there, and build again: "
                                + AGAIN);
    }

    @Test
    void shouldAskForASecretWhenThereIsNone() {
        // When
        var outcome = refused(external("external: {host: harbor.example.com}"), DENIED);

        // Then
        assertThat(outcome.summary().message())
                .contains("name a Secret with a user in spec.external.secretRef of LocalRegistry team-a/registry");
    }

    @Test
    void shouldLeadToTheRegistryWhenItIsTheOperatorsOwn() {
        // When
        var outcome = refused(Samples.registry("registry"), DENIED);

        // Then
        assertThat(outcome.summary().message()).contains("kubectl describe lreg -n team-a registry");
    }

    @Test
    void shouldSayWhatToMakeWhenTheProjectDoesNotExist() {
        // When
        var outcome = refused(external("external: {host: harbor.example.com}"), "unknown: project shops not found");

        // Then
        assertThat(outcome.summary().reason()).isEqualTo("PushRepositoryMissing");
        assertThat(outcome.summary().message())
                .contains("make the project, organisation or repository")
                .endsWith(AGAIN);
    }

    @Test
    void shouldSayWhatToCorrectWhenTheNameIsRefused() {
        // When
        var outcome = refused(external("external: {host: nexus.example.com}"), "unknown: invalid repository name");

        // Then
        assertThat(outcome.summary().reason()).isEqualTo("PushNameRefused");
        assertThat(outcome.summary().message()).contains("set spec.image.repository to a name");
    }

    @Test
    void shouldSayWhatToNameWhenTheRegistryTakesNoPushes() {
        // When
        var outcome =
                refused(external("external: {host: mirror.example.com}"), "unsupported: The operation is unsupported.");

        // Then
        assertThat(outcome.summary()).isInstanceOf(Summary.Stalled.class);
        assertThat(outcome.summary().reason()).isEqualTo("PushNotSupported");
        assertThat(outcome.summary().message())
                .contains("spec.external of LocalRegistry team-a/registry, or spec.image.repository")
                .endsWith(AGAIN);
    }

    @Test
    void shouldSayWhatToSetWhenATagCannotBeMoved() {
        // When
        var outcome = refused(
                external("external: {host: harbor.example.com}"),
                "unknown: Failed to process request due to 'app:latest' configured as immutable.");

        // Then
        assertThat(outcome.summary().reason()).isEqualTo("PushTagImmutable");
        assertThat(outcome.summary().message())
                .contains("set spec.image.tags to a tag that is not there yet")
                .endsWith(AGAIN);
    }

    @Test
    void shouldSayWhatToRaiseWhenALayerIsTooLarge() {
        // When
        var outcome = refused(
                external("external: {host: harbor.example.com}"),
                "unexpected status from PUT request to https://harbor.example.com/v2/shops/hello/blobs/uploads/7f: 413 Request Entity Too Large");

        // Then
        assertThat(outcome.summary().reason()).isEqualTo("PushTooLarge");
        assertThat(outcome.summary().message()).contains("client_max_body_size").endsWith(AGAIN);
    }

    @Test
    void shouldStayStalledWhenTheRegistryIsTheSameAsBefore() {
        // Given
        var progress = afterARefusal(registry(BEFORE, BEFORE));

        // Then
        assertThat(decide(registry(BEFORE, BEFORE), progress)).isEqualTo(new BuildDecision.Failed());
    }

    @Test
    void shouldBuildAgainWhenTheRegistryHasBecomeAvailableSince() {
        // Given
        var progress = afterARefusal(registry(BEFORE, BEFORE));

        // Then
        assertThat(decide(registry(BEFORE, AFTER), progress)).isEqualTo(new BuildDecision.Start(2, 1));
    }

    @Test
    void shouldBuildAgainWhenTheRegistryWasMadeAnew() {
        // Given
        var progress = afterARefusal(registry(BEFORE, BEFORE));

        // Then
        assertThat(decide(registry(AFTER, AFTER), progress)).isEqualTo(new BuildDecision.Start(2, 1));
    }

    @Test
    void shouldStayStalledWhenTheFailureIsNoneOfThePush() {
        // Given
        var progress = next(failed(registry(BEFORE, BEFORE), "RUN false did not complete successfully: exit code: 1"));

        // Then
        assertThat(progress.failure().reason()).isNotEqualTo("PushDenied");
        assertThat(decide(registry(BEFORE, AFTER), progress)).isNotInstanceOf(BuildDecision.Start.class);
    }

    private Progress afterARefusal(LocalRegistry registry) {
        return next(refused(registry, DENIED));
    }

    private static Progress next(Outcome.Stop outcome) {
        return Contexts.next(outcome.progress(), 1);
    }

    private BuildDecision decide(LocalRegistry registry, Progress progress) {
        return BuildDecision.of(Contexts.with(Contexts.found(registry), Contexts.of(imageBuild)), progress);
    }

    private Outcome.Stop refused(LocalRegistry registry, String words) {
        return failed(registry, "failed to push harbor.example.com/shops/team-a/hello:latest: " + words);
    }

    private Outcome.Stop failed(LocalRegistry registry, String cause) {
        var told = "reason=BuildFailed\nexit=1\n\nerror: failed to solve: " + cause;
        return stop(end.record(
                Contexts.with(Contexts.found(registry), Contexts.of(imageBuild)),
                Contexts.running(1, imageBuild),
                Contexts.pod(1, imageBuild),
                new BuildFailed(FETCHED, told, END)));
    }

    private static LocalRegistry registry(Instant created, Instant available) {
        var registry = Samples.registry(
                "registry", new Condition("Available", "True", "Available", "it answers", 1L, available.toString()));
        registry.getMetadata().setCreationTimestamp(created.toString());
        return registry;
    }

    private static LocalRegistry external(String spec) {
        var registry = Samples.registry("registry");
        registry.setSpec(Samples.registrySpec(spec));
        return registry;
    }
}
