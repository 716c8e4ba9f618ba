package dev.onggi.operator.builder;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildReport;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Takes away what a builder need not keep, and the builder itself where nobody needs it. */
final class BuilderTidying {

    private static final Logger LOG = Logger.getLogger(BuilderTidying.class);

    private final KubernetesClient client;
    private final BuilderCache cache;
    private final BuilderObjects objects;
    private final IdleRule rule;
    private final Function<String, List<ImageBuild>> imageBuilds;
    private final Clock clock;

    BuilderTidying(
            KubernetesClient client,
            BuilderCache cache,
            BuilderObjects objects,
            IdleRule rule,
            Function<String, List<ImageBuild>> imageBuilds,
            Clock clock) {
        this.client = client;
        this.cache = cache;
        this.objects = objects;
        this.rule = rule;
        this.imageBuilds = imageBuilds;
        this.clock = clock;
    }

    /** The builder was asked: has it forget what nobody asks for any more, and stops it where it has nothing to do. */
    void tidy(BuilderConnection connection) {
        var known = imageBuilds.apply(connection.namespace());
        connection.reports().stream()
                .map(BuildReport::key)
                .filter(key -> known.stream()
                        .noneMatch(
                                imageBuild -> imageBuild.getMetadata().getUid().equals(key.uid())))
                .filter(key -> isGone(connection.namespace(), key))
                .forEach(key -> connection.forget(key.id()));
        cache.pod(connection.namespace()).ifPresent(pod -> stopIfIdle(pod, connection, known));
    }

    private void stopIfIdle(Pod pod, BuilderConnection connection, List<ImageBuild> known) {
        var over = rule.isOver(
                known,
                connection.reports(),
                connection.isDraining(),
                connection.idleSince(),
                Instant.parse(pod.getMetadata().getCreationTimestamp()),
                clock.instant());
        if (over && connection.retire()) {
            LOG.infof("builder stopped: namespace=%s", connection.namespace());
            // the Pod last: with it this connection ends, whose thread this is
            if (IdleRule.users(known).isEmpty()) {
                cache.claim(connection.namespace()).ifPresent(objects::remove);
            }
            objects.remove(pod);
        }
    }

    /** The cache may not have seen it yet: only the API server knows. */
    private boolean isGone(String namespace, BuildKey key) {
        var there = client.resources(ImageBuild.class)
                .inNamespace(namespace)
                .withName(key.imageBuild())
                .get();
        return there == null || !there.getMetadata().getUid().equals(key.uid());
    }
}
