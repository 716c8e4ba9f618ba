package dev.onggi.operator.nodeagent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.nodeagent.Action.Create;
import dev.onggi.operator.nodeagent.Action.Refuse;
import dev.onggi.operator.nodeagent.Action.Remove;
import dev.onggi.operator.nodeagent.Action.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Wanted WANTED = wanted(Samples.mounted());
    private static final Wanted NOTHING = wanted(Map.of());

    @Test
    void shouldCreateWhenNothingIsThere() {
        // When
        var actions = Plan.of(WANTED, Map.of());

        // Then
        assertThat(actions).containsExactly(new Create(Samples.REGISTRY, Samples.FILES));
    }

    @Test
    void shouldCreateWhenAnEmptyDirectoryIsThere() {
        // When
        var actions = plan(WANTED, directory(null, null, false));

        // Then
        assertThat(actions).containsExactly(new Create(Samples.REGISTRY, Samples.FILES));
    }

    @Test
    void shouldDoNothingWhenAllIsAsItShallBe() {
        // When
        var actions = plan(WANTED, directory(Samples.CA, Samples.HOSTS, false));

        // Then
        assertThat(actions).isEmpty();
    }

    @Test
    void shouldWriteTheCaBeforeTheHostsFileWhenBothDiffer() {
        // Given
        var there = directory("old", Samples.hostsToml("another-owner", "10.43.0.9"), false);

        // When
        var actions = plan(WANTED, there);

        // Then
        assertThat(actions)
                .containsExactly(
                        new Write(Samples.REGISTRY, HostsFile.CA, Samples.CA),
                        new Write(Samples.REGISTRY, HostsFile.HOSTS, Samples.HOSTS));
    }

    @Test
    void shouldWriteOnlyTheCaWhenOnlyTheCaIsMissing() {
        // When
        var actions = plan(WANTED, directory(null, Samples.HOSTS, false));

        // Then
        assertThat(actions).containsExactly(new Write(Samples.REGISTRY, HostsFile.CA, Samples.CA));
    }

    @Test
    void shouldWriteTheHostsFileAgainWhenOnlyOurCaIsLeft() {
        // When
        var actions = plan(WANTED, directory(Samples.CA, null, false));

        // Then
        assertThat(actions).containsExactly(new Write(Samples.REGISTRY, HostsFile.HOSTS, Samples.HOSTS));
    }

    @Test
    void shouldRefuseWhenTheDirectoryHasAHostsFileWithoutOurHeader() {
        // When
        var actions = plan(WANTED, directory(Samples.CA, "server = \"https://elsewhere\"\n", false));

        // Then
        assertThat(actions)
                .containsExactly(new Refuse(
                        Samples.REGISTRY,
                        "its hosts.toml does not start with Onggi's header, so it is somebody else's"));
    }

    @Test
    void shouldRefuseWhenTheDirectoryHasAnotherCaAndNoHostsFile() {
        // When
        var actions = plan(WANTED, directory("another CA", null, false));

        // Then
        assertThat(actions).hasOnlyElementsOfType(Refuse.class).hasSize(1);
    }

    @Test
    void shouldRefuseWhenTheDirectoryHasOtherFilesAndNoHostsFile() {
        // When
        var actions = plan(WANTED, directory(Samples.CA, null, true));

        // Then
        assertThat(actions).hasOnlyElementsOfType(Refuse.class).hasSize(1);
    }

    @Test
    void shouldRefuseWhenAFileOrSomethingUnreadableIsInTheWay() {
        // When
        var aFile = plan(WANTED, new Present.NotADirectory());
        var unreadable = plan(WANTED, new Present.Unreadable("AccessDeniedException"));

        // Then
        assertThat(aFile).containsExactly(new Refuse(Samples.REGISTRY, "what is there is not a directory"));
        assertThat(unreadable)
                .containsExactly(new Refuse(Samples.REGISTRY, "what is there cannot be read: AccessDeniedException"));
    }

    @Test
    void shouldRemoveWhenOurDirectoryIsNoLongerWanted() {
        // When
        var actions = plan(NOTHING, directory(Samples.CA, Samples.HOSTS, true));

        // Then
        assertThat(actions).containsExactly(new Remove(Samples.REGISTRY));
    }

    @Test
    void shouldRemoveNothingWhenItDoesNotCarryOurHeader() {
        // When, Then
        assertThat(plan(NOTHING, directory(Samples.CA, "server = \"https://elsewhere\"\n", false)))
                .isEmpty();
        assertThat(plan(NOTHING, directory(Samples.CA, null, false))).isEmpty();
        assertThat(plan(NOTHING, directory(null, null, false))).isEmpty();
        assertThat(plan(NOTHING, new Present.NotADirectory())).isEmpty();
        assertThat(plan(NOTHING, new Present.Unreadable("AccessDeniedException")))
                .isEmpty();
    }

    @Test
    void shouldLeaveWhatIsThereWhenTheRegistryIsAskedForInAnUnusableWay() {
        // Given
        var unusable = wanted(Map.of(Samples.HOSTS_KEY, Samples.HOSTS));

        // When
        var actions = plan(unusable, directory(Samples.CA, Samples.HOSTS, false));

        // Then
        assertThat(actions).isEmpty();
    }

    private static Wanted wanted(Map<String, String> mounted) {
        return Wanted.of(NodeRuntime.CONTAINERD, Desired.of(mounted));
    }

    private static List<Action> plan(Wanted wanted, Present there) {
        return Plan.of(wanted, Map.of(Samples.REGISTRY, there));
    }

    private static Present directory(String caCrt, String hostsToml, boolean others) {
        return new Present.Directory(Optional.ofNullable(caCrt), Optional.ofNullable(hostsToml), others);
    }
}
