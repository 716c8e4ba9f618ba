package dev.onggi.operator.imagebuild.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.model.ImageUser;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BuildNetworkPolicyTest {

    private final ImageBuild imageBuild = Samples.imageBuild(Samples.GIT, Samples.ROLLOUT, "triggers: {git: {}}");
    private final BuildPlan plan = new BuildPlan(
            imageBuild, PushTarget.of(Samples.registry("registry"), "team-a"), Optional.empty(), Samples.SETTINGS);

    @Test
    void shouldLeaveOutWhatIsDeniedByTheFamilyOfItsAddress() {
        // When
        var blocks = BuildNetworkPolicy.of(imageBuild, List.of("169.254.0.0/16", "10.1.2.3/32", "fd00:ec2::254/128"))
                .getSpec()
                .getEgress()
                .get(1)
                .getTo();

        // Then: the API server refuses an exception outside of its block
        assertThat(blocks)
                .extracting(NetworkPolicyPeer::getIpBlock)
                .containsExactly(
                        new IPBlock("0.0.0.0/0", List.of("169.254.0.0/16", "10.1.2.3/32")),
                        new IPBlock("::/0", List.of("fd00:ec2::254/128")));
    }

    @Test
    void shouldLeaveTheNodesOwnDnsWithinReachAndNothingElseOfItsNetwork() {
        // When
        var rules = BuildNetworkPolicy.of(imageBuild, Samples.SETTINGS.deniedNetworks())
                .getSpec()
                .getEgress();

        // Then
        assertThat(rules).hasSize(3);
        assertThat(rules.getLast().getPorts())
                .extracting(port -> port.getProtocol() + " " + port.getPort().getIntVal())
                .containsExactly("UDP 53", "TCP 53");
    }

    @Test
    void shouldLetNobodyIn() {
        // When
        var spec = BuildNetworkPolicy.of(imageBuild, List.of()).getSpec();

        // Then
        assertThat(spec.getPolicyTypes()).contains("Ingress");
        assertThat(spec.getIngress()).isEmpty();
    }

    @Test
    void shouldBeForPodsThatBuildAndWatchAndForNoWorkload() {
        // Given
        var selector = BuildNetworkPolicy.of(imageBuild, List.of()).getSpec().getPodSelector();
        var watch = new Watch(1, Samples.COMMIT, List.of());
        var workload = WorkloadFactory.workload(
                        imageBuild, new WorkloadImage("image", ImageUser.UNKNOWN, "populate"), Optional.empty())
                .deployment();

        // Then
        assertThat(selects(selector, labels(BuildPodFactory.pod(plan, 1)))).isTrue();
        assertThat(selects(selector, labels(WatchPodFactory.pod(plan, watch)))).isTrue();
        assertThat(selects(
                        selector, workload.getSpec().getTemplate().getMetadata().getLabels()))
                .isFalse();
    }

    private static Map<String, String> labels(Pod pod) {
        return pod.getMetadata().getLabels();
    }

    private static boolean selects(LabelSelector selector, Map<String, String> labels) {
        return selector.getMatchLabels().entrySet().stream()
                        .allMatch(label -> Objects.equals(labels.get(label.getKey()), label.getValue()))
                && selector.getMatchExpressions().stream()
                        .allMatch(expression -> expression.getValues().contains(labels.get(expression.getKey())));
    }
}
