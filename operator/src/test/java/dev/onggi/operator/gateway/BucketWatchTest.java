package dev.onggi.operator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.gateway.api.StorageFault;
import dev.onggi.operator.gateway.storage.BucketCheck.Finding;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BucketWatchTest {

    private static final Optional<Finding> WELL = Optional.empty();
    private static final Optional<Finding> AWAY = found(StorageFault.UNREACHABLE);
    private static final Optional<Finding> REFUSED = found(StorageFault.REFUSED);
    private static final Optional<Finding> MISSING = found(StorageFault.MISSING);

    @Test
    void shouldServeWhenTheServerComesInTheMeantime() throws InterruptedException {
        // When / Then
        assertThat(watch(List.of(AWAY, AWAY, WELL)).beforeStart()).isEmpty();
    }

    @Test
    void shouldNotServeWhenTheServerStaysAway() throws InterruptedException {
        // When / Then
        assertThat(watch(List.of(AWAY, AWAY, AWAY, WELL)).beforeStart()).isEqualTo(AWAY);
    }

    @Test
    void shouldNotAskAgainWhenTheServerHasAnswered() throws InterruptedException {
        // When / Then
        assertThat(watch(List.of(REFUSED, WELL)).beforeStart()).isEqualTo(REFUSED);
        assertThat(watch(List.of(AWAY, MISSING, WELL)).beforeStart()).isEqualTo(MISSING);
    }

    @Test
    void shouldOutlastAServerThatIsAwayAndNotOneThatRefuses() {
        // When / Then
        assertThat(watch(List.of(AWAY)).whileServing()).isEmpty();
        assertThat(watch(List.of(REFUSED)).whileServing()).isEqualTo(REFUSED);
        assertThat(watch(List.of(MISSING)).whileServing()).isEqualTo(MISSING);
    }

    private static BucketWatch watch(List<Optional<Finding>> answers) {
        var queue = new ArrayDeque<>(answers);
        return new BucketWatch(queue::remove, Duration.ZERO);
    }

    private static Optional<Finding> found(StorageFault fault) {
        return Optional.of(new Finding(fault, "words"));
    }
}
