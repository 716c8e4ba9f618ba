package dev.onggi.operator.builder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotRunningTest {

    private static final Instant MADE = Samples.NOW;

    @Test
    void shouldSayThatAnotherOneComesWhileThePodMayEndInOrder() {
        assertThat(NotRunning.leaving(leaving(), MADE.plusSeconds(29)))
                .isEqualTo(
                        new Handing.Waiting(
                                "the builder in Pod onggi-builder ends, and another one takes its place; see kubectl describe pod -n team-a onggi-builder"));
    }

    @Test
    void shouldNameTheNodeWhenItDoesNotSayThatThePodHasEnded() {
        assertThat(NotRunning.leaving(leaving(), MADE.plusSeconds(31)))
                .isEqualTo(
                        new Handing.Troubled(
                                "NodeSilent",
                                "the builder in Pod onggi-builder is being stopped, but node node-1 does not say that it has ended; see kubectl get node node-1. If the node is off for good: kubectl delete node node-1, or kubectl delete pod -n team-a onggi-builder --force; the next build starts then"));
    }

    @Test
    void shouldHandNothingToABuilderWithWhoseNodeContactIsLost() {
        assertThat(NotRunning.silent(ready("False")))
                .contains(
                        new Handing.Troubled(
                                "NodeSilent",
                                "the builder in Pod onggi-builder is at work, as far as is known, but the cluster has lost contact with node node-1; see kubectl get node node-1. If the node is off for good: kubectl delete node node-1, or kubectl delete pod -n team-a onggi-builder --force; the next build starts then"));
        assertThat(NotRunning.silent(ready("True"))).isEmpty();
    }

    @Test
    void shouldSayWhereTheBuilderIsNotReachedAndWhy() {
        // Given
        var pod = new PodBuilder(pod())
                .withNewStatus()
                .withPodIP("10.1.2.3")
                .endStatus()
                .build();

        // Then
        assertThat(NotRunning.unreachable(pod, "HTTP connect timed out"))
                .isEqualTo(
                        new Handing.Troubled(
                                "BuilderUnreachable",
                                "the operator does not reach the builder in Pod onggi-builder at 10.1.2.3, port 8443: HTTP connect timed out; see kubectl get networkpolicy -n team-a, what the operator's own namespace lets out, and kubectl logs -n team-a onggi-builder -c runner"));
    }

    private static Pod ready(String ready) {
        return new PodBuilder(pod())
                .withNewStatus()
                .addNewCondition()
                .withType("ContainersReady")
                .withStatus("True")
                .endCondition()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build();
    }

    @Test
    void shouldAskForNoWarningWhileThePodIsYoung() {
        assertThat(NotRunning.starting(pod(), MADE.plusSeconds(7), pod -> {
                    throw new AssertionError("asked");
                }))
                .isInstanceOf(Handing.Waiting.class);
    }

    @Test
    void shouldSayThatItStartsWhenNothingIsWrong() {
        assertThat(starting(Optional.empty())).isInstanceOf(Handing.Waiting.class);
    }

    @Test
    void shouldNotMindThatTheSecretCameAfterThePod() {
        assertThat(starting(
                        Optional.of("MountVolume.SetUp failed for volume \"tls\" : secret \"the-secret\" not found")))
                .isInstanceOf(Handing.Waiting.class);
    }

    @Test
    void shouldQuoteTheWarningWhenThereIsOne() {
        assertThat(starting(Optional.of("failed to create pod sandbox: no space left on device\n")))
                .isEqualTo(
                        new Handing.Troubled(
                                "PodBlocked",
                                "the builder in Pod onggi-builder cannot start: failed to create pod sandbox: no space left on device; see kubectl describe pod -n team-a onggi-builder"));
    }

    @Test
    void shouldSayWhatHelpsWhenTheNodeHasNoUserNamespaces() {
        assertThat(starting(Optional.of("the handler \"runc\" does not support user namespaces")))
                .isEqualTo(
                        new Handing.Troubled(
                                "NodeUnsupported",
                                "the builder in Pod onggi-builder cannot start: node node-1 has no user namespaces for Pods (the handler \"runc\" does not support user namespaces), without which there is no builder to share; set spec.cache.mode to Volume, or upgrade the node's runtime and kernel, or have the builder start on another node: kubectl cordon this one, and kubectl delete pod -n team-a onggi-builder"));
    }

    @Test
    void shouldPreferWhatThePodItselfTells() {
        // Given
        var pod = new PodBuilder(pod())
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewWaiting("no such image", "ErrImagePull")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();

        // Then
        assertThat(NotRunning.starting(pod, MADE.plusSeconds(8), there -> Optional.of("older words")))
                .isEqualTo(
                        new Handing.Troubled(
                                "ImagePullBackOff",
                                "the builder in Pod onggi-builder cannot start: no such image; see kubectl describe pod -n team-a onggi-builder"));
    }

    @Test
    void shouldSayHowToBeginWithAnEmptyCacheWhenTheNodeThatHasItIsLost() {
        // Given
        var pod = new PodBuilder(pod())
                .withNewStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage("0/1 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity.")
                .endCondition()
                .endStatus()
                .build();

        // Then
        assertThat(NotRunning.starting(pod, MADE.plusSeconds(8), there -> Optional.empty()))
                .isEqualTo(
                        new Handing.Troubled(
                                "Unschedulable",
                                "the builder in Pod onggi-builder cannot start: 0/1 nodes are available: 1 node(s) didn't match PersistentVolume's node affinity.; the cache is the claim onggi-builder, whose volume is of one node: wait until that takes Pods again, or begin with an empty cache: kubectl delete pvc -n team-a onggi-builder --wait=false, then kubectl delete pod -n team-a onggi-builder; see kubectl describe pod -n team-a onggi-builder"));
    }

    private static Handing starting(Optional<String> warning) {
        return NotRunning.starting(pod(), MADE.plusSeconds(8), pod -> warning);
    }

    private static Pod leaving() {
        return new PodBuilder(pod())
                .editMetadata()
                .withDeletionTimestamp(MADE.toString())
                .endMetadata()
                .build();
    }

    private static Pod pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("onggi-builder")
                .withNamespace("team-a")
                .withLabels(Labels.ofBuilder())
                .withCreationTimestamp(MADE.toString())
                .endMetadata()
                .withNewSpec()
                .withNodeName("node-1")
                .addNewVolume()
                .withName("tls")
                .withNewSecret()
                .withSecretName("the-secret")
                .endSecret()
                .endVolume()
                .endSpec()
                .build();
    }
}
