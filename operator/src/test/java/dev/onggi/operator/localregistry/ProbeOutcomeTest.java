package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ExternalRegistry;
import dev.onggi.operator.localregistry.ProbeOutcome.Failed;
import dev.onggi.operator.localregistry.ProbeOutcome.Pushed;
import dev.onggi.operator.localregistry.ProbeOutcome.Running;
import dev.onggi.operator.localregistry.ProbeOutcome.Troubled;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeOutcomeTest {

    private static final String END = "2026-01-01T00:00:00Z";
    private static final ExternalRegistry EXTERNAL =
            new ExternalRegistry("harbor.example.com", "shops", null, null, false);

    @Test
    void shouldBeRunningBeforeTheKubeletTells() {
        // Given
        var pod = new PodBuilder().withNewMetadata().withName("p").endMetadata().build();

        // Then
        assertThat(ProbeOutcome.of(pod, EXTERNAL)).isEqualTo(new Running());
    }

    @Test
    void shouldBeTroubledWhenThePodCannotStart() {
        // Given
        var pod = pod(new ContainerStateBuilder()
                .withNewWaiting()
                .withReason("ErrImagePull")
                .withMessage("no such image")
                .endWaiting());

        // Then
        assertThat(ProbeOutcome.of(pod, EXTERNAL))
                .isInstanceOfSatisfying(
                        Troubled.class,
                        troubled -> assertThat(troubled.message())
                                .contains("no such image", "kubectl describe pod -n team-a harbor-probe"));
    }

    @Test
    void shouldHavePushedWhenItSaysSo() {
        assertThat(ProbeOutcome.of(ended("{\"kind\":null,\"message\":null}"), EXTERNAL))
                .isEqualTo(new Pushed(Instant.parse(END)));
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, ExternalUnreachable, false, spec.external.host",
        "CERTIFICATE, ExternalCertificateUnknown, true, spec.external.caRef",
        "UNAUTHORIZED, ExternalUnauthorized, true, spec.external.secretRef",
        "NOT_FOUND, ExternalRepositoryMissing, true, harbor.example.com/shops",
        "REFUSED, ExternalNameRefused, true, pathPrefix \"shops\"",
        "OTHER, ProbeFailed, false, why"
    })
    void shouldSayWhatToDoWhenItFailed(String kind, String reason, boolean person, String advice) {
        // When
        var outcome = ProbeOutcome.of(ended("{\"kind\":\"%s\",\"message\":\"why\"}".formatted(kind)), EXTERNAL);

        // Then
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.person()).isEqualTo(person);
            assertThat(failed.message()).startsWith("why").contains(advice);
        });
    }

    @Test
    void shouldNameTheLogWhenThereIsNoReport() {
        assertThat(ProbeOutcome.of(ended(""), EXTERNAL))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.message()).endsWith("kubectl logs -n team-a harbor-probe"));
    }

    private static Pod ended(String told) {
        return pod(new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(1)
                .withMessage(told)
                .withFinishedAt(END)
                .endTerminated());
    }

    private static Pod pod(ContainerStateBuilder state) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("harbor-probe")
                .withNamespace("team-a")
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withName("probe")
                .withState(state.build())
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
