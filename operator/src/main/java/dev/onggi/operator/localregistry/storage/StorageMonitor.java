package dev.onggi.operator.localregistry.storage;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.registry.GatewayClient;
import dev.onggi.operator.registry.RegistryEndpoint;
import dev.onggi.operator.registry.RegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Asks a gateway how full its registry is. That lies outside of Kubernetes, so it is asked again and again: once a minute,
 * and more often where it is nearly full. Between these times the last answer stands, however often the registry is
 * reconciled.
 */
public final class StorageMonitor {

    private static final Logger LOG = Logger.getLogger(StorageMonitor.class);
    private static final Duration USUAL = Duration.ofMinutes(1);
    /** As often as the gateway itself looks. */
    private static final Duration NEARLY_FULL = Duration.ofSeconds(10);

    private static final Duration NO_ANSWER = Duration.ofSeconds(20);
    /** A gateway that has just begun to serve may answer a moment later; twice as long each time, up to the usual. */
    private static final Duration NO_FIRST_ANSWER = Duration.ofSeconds(1);

    private final GatewayClient gateway;
    private final Clock clock;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /** A monitor of all registries. */
    public StorageMonitor(GatewayClient gateway, Clock clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    /**
     * What a registry's gateway answered, and when it is asked again.
     *
     * @param pause until then, where it did not answer; zero where it did
     */
    private record Answer(StorageReading reading, Instant again, Duration pause) {}

    /** How full a registry is, whose gateway serves. */
    public StorageReading read(LocalRegistry registry, RegistryEndpoint endpoint) {
        var now = clock.instant();
        return answers.compute(
                        registry.getMetadata().getUid(),
                        (uid, last) ->
                                last != null && now.isBefore(last.again()) ? last : ask(registry, endpoint, last, now))
                .reading();
    }

    /** Time until a registry's gateway is asked again. */
    public Duration untilNext(LocalRegistry registry) {
        var answer = answers.get(registry.getMetadata().getUid());
        return answer == null ? USUAL : Duration.between(clock.instant(), answer.again());
    }

    /** Asks anew as soon as the gateway can know of a change that has just been made. */
    public void askSoon(LocalRegistry registry) {
        var soon = clock.instant().plus(NEARLY_FULL);
        answers.computeIfPresent(
                registry.getMetadata().getUid(),
                (uid, last) -> last.again().isAfter(soon) ? new Answer(last.reading(), soon, last.pause()) : last);
    }

    /** Asks anew at the next opportunity, for instance because it does not serve any more. */
    public void forget(LocalRegistry registry) {
        answers.remove(registry.getMetadata().getUid());
    }

    private Answer ask(LocalRegistry registry, RegistryEndpoint endpoint, Answer last, Instant now) {
        try {
            var reading = StorageReading.of(gateway.storage(endpoint), SpecValues.promisedBytes(registry));
            boolean nearlyFull = reading.usedPercent().orElse(0) >= StorageLevel.ALMOST_FULL_AT;
            return new Answer(reading, now.plus(nearlyFull ? NEARLY_FULL : USUAL), Duration.ZERO);
        } catch (RegistryException e) {
            LOG.infof(
                    "storage not read: namespace=%s name=%s cause=%s",
                    registry.getMetadata().getNamespace(),
                    registry.getMetadata().getName(),
                    e.getMessage());
            var known = StorageReading.known(registry.getStatus());
            var pause = pause(known, last);
            return new Answer(known, now.plus(pause), pause);
        }
    }

    private static Duration pause(StorageReading known, Answer last) {
        if (known.use() != null) {
            return NO_ANSWER;
        }
        var longer = last == null ? Duration.ZERO : last.pause().multipliedBy(2);
        return Stream.of(NO_ANSWER, longer)
                .min(Duration::compareTo)
                .filter(Duration::isPositive)
                .orElse(NO_FIRST_ANSWER);
    }
}
