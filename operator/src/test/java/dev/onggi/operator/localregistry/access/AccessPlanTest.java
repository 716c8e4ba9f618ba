package dev.onggi.operator.localregistry.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.RegistryAccess.Mode;
import dev.onggi.operator.localregistry.access.AccessPlan.Name;
import dev.onggi.operator.localregistry.access.AccessPlan.Proxy;
import dev.onggi.operator.localregistry.access.AccessPlan.Pull;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessPlanTest {

    private static final String ADDRESS = "registry.team-a.svc:5000";
    private static final String UID = "5b6ad4f0-0000-4000-8000-000000000001";
    private static final NodeReport READS = new NodeReport(true, "", new TreeMap<>(), new TreeMap<>());
    private static final NodeReport DOES_NOT =
            new NodeReport(false, "it has no config_path", new TreeMap<>(), new TreeMap<>());

    @Test
    void shouldPullByTheNameWhenEveryNodeReadsWhatIsWritten() {
        // When
        var plan = auto(Optional.empty(), Map.of("a", READS, "b", READS));

        // Then
        assertThat(plan.pullAddress()).isEqualTo(ADDRESS);
        assertThat(plan.names()).containsExactly(new Name(ADDRESS, true));
        assertThat(plan.proxy()).isEmpty();
        assertThat(plan.mode("a")).contains(Mode.HOSTS_CONFIG);
    }

    @Test
    void shouldPullByTheNameWhenNothingIsKnownOfTheNodesYet() {
        // When, Then
        assertThat(auto(Optional.empty(), Map.of()).pullAddress()).isEqualTo(ADDRESS);
    }

    @Test
    void shouldGiveAProxyToThoseNodesAloneThatNeedItWhenNodesDiffer() {
        // When
        var plan = auto(Optional.empty(), Map.of("a", READS, "b", DOES_NOT, "c", DOES_NOT));

        // Then: one image name works on all of them
        var loopback = "127.0.0.1:" + LoopbackPort.of(UID);
        assertThat(plan.pullAddress()).isEqualTo(loopback);
        assertThat(plan.names()).containsExactly(new Name(ADDRESS, true), new Name(loopback, true));
        assertThat(plan.proxy()).contains(new Proxy(LoopbackPort.of(UID), Optional.of(List.of("b", "c"))));
        assertThat(plan.mode("a")).contains(Mode.HOSTS_CONFIG);
        assertThat(plan.mode("b")).contains(Mode.LOOPBACK_PROXY);
        assertThat(plan.mode("unknown")).isEmpty();
    }

    @Test
    void shouldPutTheProxyOnEveryNodeWhenEveryOneNeedsIt() {
        // When
        var plan = auto(Optional.empty(), Map.of("a", DOES_NOT, "b", DOES_NOT));

        // Then
        assertThat(plan.proxy().orElseThrow().nodes()).isEmpty();
    }

    @Test
    void shouldKeepTheAddressAndEndTheProxyWhenTheLastNodeThatNeededItHasGone() {
        // When
        var plan = auto(Optional.of("127.0.0.1:" + LoopbackPort.of(UID)), Map.of("a", READS));

        // Then
        assertThat(plan.pullAddress()).isEqualTo("127.0.0.1:" + LoopbackPort.of(UID));
        assertThat(plan.names()).hasSize(2);
        assertThat(plan.proxy()).isEmpty();
    }

    @Test
    void shouldTakeTheProxyOnEveryNodeWhenThatIsAskedFor() {
        // When
        var plan = (Pull) plan(Mode.LOOPBACK_PROXY, Optional.of(20500), Map.of("a", READS), false);

        // Then
        assertThat(plan.pullAddress()).isEqualTo("127.0.0.1:20500");
        assertThat(plan.names()).containsExactly(new Name("127.0.0.1:20500", false));
        assertThat(plan.proxy()).contains(new Proxy(20500, Optional.empty()));
        assertThat(plan.addresses()).containsExactly("127.0.0.1:20500");
    }

    @Test
    void shouldWriteForEveryNodeWhenThatIsAskedFor() {
        // When
        var plan = (Pull) plan(Mode.HOSTS_CONFIG, Optional.empty(), Map.of("a", DOES_NOT), false);

        // Then
        assertThat(plan.pullAddress()).isEqualTo(ADDRESS);
        assertThat(plan.mode("a")).contains(Mode.HOSTS_CONFIG);
    }

    @Test
    void shouldWaitForThePortWhenKubernetesHasNotChosenItYet() {
        // Given
        var request = new AccessRequest(
                Mode.NODE_PORT, Optional.empty(), Optional.empty(), UID, ADDRESS, Optional.empty(), Optional.empty());

        // When, Then
        assertThat(AccessPlan.of(request, Map.of(), false)).isEqualTo(new AccessPlan.Waiting());
    }

    @Test
    void shouldNeedNoAgentWhenNodesPullByPortOrByAKnownName() {
        // When
        var port = (Pull) plan(Mode.NODE_PORT, Optional.empty(), Map.of(), true);
        var external = (Pull) plan(Mode.EXTERNAL, Optional.empty(), Map.of(), true);

        // Then
        assertThat(port.pullAddress()).isEqualTo("localhost:30500");
        assertThat(external.pullAddress()).isEqualTo("registry.example.com");
        assertThat(port.needsAgents() || external.needsAgents()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"AUTO", "HOSTS_CONFIG", "LOOPBACK_PROXY"})
    void shouldWriteNothingAndSayWhatCanBeHadWhenTheClusterIsOpenShift(Mode mode) {
        // When
        var plan = plan(mode, Optional.empty(), Map.of("a", READS), true);

        // Then
        assertThat(plan)
                .isInstanceOfSatisfying(
                        AccessPlan.Unsupported.class,
                        unsupported -> assertThat(unsupported.message())
                                .contains("OpenShift", "spec.access.nodes.mode to External"));
    }

    private static Pull auto(Optional<String> pulledBy, Map<String, NodeReport> reports) {
        var request = new AccessRequest(
                Mode.AUTO, Optional.empty(), Optional.empty(), UID, ADDRESS, Optional.empty(), pulledBy);
        return (Pull) AccessPlan.of(request, reports, false);
    }

    private static AccessPlan plan(
            Mode mode, Optional<Integer> port, Map<String, NodeReport> reports, boolean openShift) {
        var request = new AccessRequest(
                mode, port, Optional.of("registry.example.com"), UID, ADDRESS, Optional.of(30500), Optional.empty());
        return AccessPlan.of(request, reports, openShift);
    }
}
