package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.localregistry.storage.StorageState;
import dev.onggi.operator.status.Summary;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    @Test
    void shouldWaitForTheRenewalWhenAllIsWell() {
        // When
        var next = Deadlines.next(Samples.WELL, Optional.empty(), Samples.NOW);

        // Then
        assertThat(next).contains(Duration.ofDays(60));
    }

    @Test
    void shouldHaveNoneWhenThereIsNothingToWaitFor() {
        // When
        var next = Deadlines.next(
                state(Optional.empty(), new StorageState.Settled(), new CanaryImageState.Waiting()),
                Optional.empty(),
                Samples.NOW);

        // Then
        assertThat(next).isEmpty();
    }

    @Test
    void shouldLookAgainAfterASecondWhenTheRegistryHasServedForMomentsOnly() {
        // Given
        var state = state(
                Optional.empty(),
                new StorageState.Pending("StoragePending", "the claim is being bound", Samples.NOW.plusSeconds(20)),
                new CanaryImageState.NotYetPushed());

        // When / Then
        assertThat(Deadlines.next(state, Optional.empty(), Samples.NOW)).contains(Duration.ofSeconds(1));
    }

    @Test
    void shouldTakeTheFirstWhenThereAreSeveral() {
        // Given
        var blocked = new Summary.Stalled(LocalRegistryReasons.NAME_TAKEN, "taken");
        var state = state(
                Optional.of(blocked),
                new StorageState.Pending("StoragePending", "the claim is being bound", Samples.NOW.plusSeconds(20)),
                new CanaryImageState.NotPushed("no"));

        // When / Then
        assertThat(Deadlines.next(state, Optional.of(Duration.ofSeconds(2)), Samples.NOW))
                .contains(Duration.ofSeconds(2));
        assertThat(Deadlines.next(state, Optional.empty(), Samples.NOW)).contains(Deadlines.PUSH_AGAIN);
        assertThat(Deadlines.next(
                        state(Optional.of(blocked), state.storage(), new CanaryImageState.Waiting()),
                        Optional.empty(),
                        Samples.NOW))
                .contains(Duration.ofSeconds(20));
        assertThat(Deadlines.next(
                        state(Optional.of(blocked), new StorageState.Settled(), new CanaryImageState.Waiting()),
                        Optional.empty(),
                        Samples.NOW))
                .contains(Deadlines.BLOCKED_AGAIN);
    }

    @Test
    void shouldNotSpinWhenADeadlineHasPassed() {
        // When
        var next = Deadlines.next(Samples.WELL, Optional.empty(), Samples.CERTIFICATE.notAfter());

        // Then
        assertThat(next).contains(Duration.ofSeconds(1));
    }

    @Test
    void shouldLookAtTheTimesOfUsersAndCertificates() {
        // Given
        var changing = new CertificateState.Changing(Samples.CERTIFICATE, Samples.NOW.plusSeconds(600));
        var users = new UsersState(false, Optional.of(Samples.NOW.plusSeconds(60)));

        // When / Then
        assertThat(Deadlines.next(with(changing, Samples.USERS), Optional.empty(), Samples.NOW))
                .contains(Duration.ofMinutes(10));
        assertThat(Deadlines.next(with(changing, users), Optional.empty(), Samples.NOW))
                .contains(Duration.ofMinutes(1));
        assertThat(Deadlines.next(
                        with(changing, new UsersState(true, Optional.empty())), Optional.empty(), Samples.NOW))
                .contains(Duration.ofSeconds(1));
    }

    private static RegistryState with(CertificateState certificate, UsersState users) {
        return new RegistryState(
                Optional.empty(),
                new StorageState.Settled(),
                RegistryContents.UNKNOWN,
                new RegistryAvailability.Serving(),
                certificate,
                users,
                new NodeAccessState.Waiting(),
                new CanaryImageState.Waiting(),
                NodeProof.NONE,
                new HostingState.NotRequested());
    }

    private static RegistryState state(
            Optional<Summary.Stalled> blocked, StorageState storage, CanaryImageState image) {
        return new RegistryState(
                blocked,
                storage,
                RegistryContents.UNKNOWN,
                new RegistryAvailability.Serving(),
                new CertificateState.Disabled(),
                Samples.USERS,
                new NodeAccessState.Waiting(),
                image,
                NodeProof.NONE,
                new HostingState.NotRequested());
    }
}
