package dev.onggi.operator.localregistry.retention;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistrySpec;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.api.v1alpha1.RegistryRetention;
import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.localregistry.LocalRegistryReasons;
import dev.onggi.operator.localregistry.resource.SpecValues;
import dev.onggi.operator.registry.GatewayClient;
import dev.onggi.operator.registry.RegistryEndpoint;
import dev.onggi.operator.registry.RegistryException;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Has garbage collected when it is time: asks the gateway for it, with everything that the cluster uses, and waits for its
 * end. The gateway forgets a collection when it is restarted; what is due then is asked for again.
 */
public final class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final String DEFAULT_SCHEDULE = "0 3 * * *";
    private static final Duration WHILE_IT_RUNS = Duration.ofSeconds(2);
    private static final Duration WHEN_REFUSED = Duration.ofSeconds(30);
    private static final Duration WHEN_FORBIDDEN = Duration.ofMinutes(5);

    private final GatewayClient gateway;
    private final ClusterImages cluster;
    private final Clock clock;

    /** Collects by a gateway. */
    public Retention(GatewayClient gateway, ClusterImages cluster, Clock clock) {
        this.gateway = gateway;
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * Goes on as far as it can now.
     *
     * @param endpoint the gateway, where it serves
     * @param hosts the names of the registry
     * @param usedPercent how full the storage is, where that is known
     */
    public RetentionState advance(
            LocalRegistry registry, Optional<RegistryEndpoint> endpoint, Set<String> hosts, OptionalInt usedPercent) {
        var status = Optional.ofNullable(registry.getStatus());
        var last = status.map(LocalRegistryStatus::lastGarbageCollection).orElse(null);
        if (SpecValues.suspended(registry)) {
            return new RetentionState(Optional.empty(), last, null, Optional.empty());
        }
        return switch (CollectionSchedule.parse(schedule(registry), clock.instant())) {
            case CollectionSchedule.Invalid invalid ->
                new RetentionState(
                        Optional.of(new Summary.Stalled(LocalRegistryReasons.INVALID_SCHEDULE, invalid.message())),
                        last,
                        null,
                        Optional.empty());
            case CollectionSchedule.Recurring schedule -> {
                var promised =
                        status.map(LocalRegistryStatus::nextGarbageCollection).map(Instant::parse);
                var facts = new CollectionPlan.Facts(
                        schedule,
                        RetentionRules.of(registry),
                        SpecValues.dryRunWanted(registry),
                        last,
                        promised,
                        usedPercent);
                yield advance(registry, endpoint, hosts, facts);
            }
        };
    }

    private RetentionState advance(
            LocalRegistry registry,
            Optional<RegistryEndpoint> endpoint,
            Set<String> hosts,
            CollectionPlan.Facts facts) {
        var now = clock.instant();
        var plan = CollectionPlan.of(facts, now);
        if (plan.at().isAfter(now)) {
            return waiting(facts, plan, Duration.between(now, plan.at()));
        }
        if (endpoint.isEmpty()) {
            return new RetentionState(Optional.empty(), facts.last(), plan.at().toString(), Optional.empty());
        }
        try {
            return due(endpoint.get(), hosts, facts, plan);
        } catch (RegistryException e) {
            LOG.infof(
                    "garbage not collected yet: namespace=%s name=%s cause=%s",
                    registry.getMetadata().getNamespace(),
                    registry.getMetadata().getName(),
                    e.getMessage());
            return waiting(facts, plan, WHEN_REFUSED);
        }
    }

    private RetentionState due(
            RegistryEndpoint endpoint, Set<String> hosts, CollectionPlan.Facts facts, CollectionPlan plan) {
        var report = gateway.lastCollection(endpoint);
        if (report.filter(one -> one.state() == CollectionReport.State.Running).isPresent()) {
            return waiting(facts, plan, WHILE_IT_RUNS);
        }
        var ended = report.flatMap(one -> CollectionRecord.of(one, facts.dryRunWanted()))
                .filter(one -> !CollectionRecord.isKnown(one, facts.last()));
        if (ended.isPresent()) {
            return ended(facts, ended.get());
        }
        return collect(endpoint, hosts, facts, plan);
    }

    private RetentionState collect(
            RegistryEndpoint endpoint, Set<String> hosts, CollectionPlan.Facts facts, CollectionPlan plan) {
        try {
            gateway.collect(endpoint, request(facts.rules(), plan, cluster.of(hosts)));
            return waiting(facts, plan, WHILE_IT_RUNS);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            return new RetentionState(
                    Optional.of(new Summary.Stalled(
                            LocalRegistryReasons.USED_IMAGES_UNREADABLE,
                            "nothing is deleted, for the operator may not read which images the cluster uses: %s; bind ClusterRole onggi-reads to it: kubectl create clusterrolebinding onggi-reads --clusterrole=onggi-reads --serviceaccount=onggi-system:onggi-operator"
                                    .formatted(e.getMessage()))),
                    facts.last(),
                    plan.at().toString(),
                    Optional.of(WHEN_FORBIDDEN));
        }
    }

    private RetentionState ended(CollectionPlan.Facts facts, GarbageCollection last) {
        var now = clock.instant();
        var next = CollectionPlan.of(
                new CollectionPlan.Facts(
                        facts.schedule(),
                        facts.rules(),
                        facts.dryRunWanted(),
                        last,
                        Optional.empty(),
                        // how full it is now has yet to be asked
                        OptionalInt.empty()),
                now);
        return new RetentionState(
                Optional.empty(), last, next.at().toString(), Optional.of(Duration.between(now, next.at())));
    }

    private static CollectionRequest request(RetentionRules rules, CollectionPlan plan, UsedImages used) {
        return new CollectionRequest(
                new CollectionId(plan.trigger(), rules.fingerprint(), plan.at()).text(),
                plan.dryRun(),
                rules.keepTags(),
                rules.untaggedAfter().toSeconds(),
                List.copyOf(used.digests()),
                List.copyOf(used.tags()));
    }

    private static RetentionState waiting(CollectionPlan.Facts facts, CollectionPlan plan, Duration lookAgain) {
        return new RetentionState(Optional.empty(), facts.last(), plan.at().toString(), Optional.of(lookAgain));
    }

    private static String schedule(LocalRegistry registry) {
        return retention(registry).map(RegistryRetention::schedule).orElse(DEFAULT_SCHEDULE);
    }

    private static Optional<RegistryRetention> retention(LocalRegistry registry) {
        return Optional.ofNullable(registry.getSpec()).map(LocalRegistrySpec::retention);
    }
}
