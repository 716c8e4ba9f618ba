package dev.onggi.operator.rollout;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A workload of somebody else, of any of the four kinds.
 *
 * @param object it, as the API server has it
 */
public record TargetWorkload(HasMetadata object) {

    /** The field manager of the one field. */
    public static final String FIELD_MANAGER = "onggi-rollout";

    private static final List<String> TEMPLATE = List.of("f:spec", "f:template", "f:spec", "f:containers");
    private static final List<String> JOB_TEMPLATE =
            List.of("f:spec", "f:jobTemplate", "f:spec", "f:template", "f:spec", "f:containers");

    /** What it says of its roll-out. */
    public RolloutState state() {
        return RolloutState.of(object);
    }

    /** Names of its containers. */
    public List<String> containers() {
        return podSpec()
                .map(PodSpec::getContainers)
                .map(containers -> containers.stream().map(Container::getName).toList())
                .orElseGet(List::of);
    }

    /** The image of a container; empty where it has none. */
    public Optional<String> image(String container) {
        return podSpec().stream()
                .flatMap(pod -> pod.getContainers().stream())
                .filter(one -> container.equals(one.getName()))
                .map(Container::getImage)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    /** Which Pods are its own; empty for a CronJob. */
    public Optional<LabelSelector> selector() {
        return switch (object) {
            case Deployment deployment -> Optional.of(deployment.getSpec().getSelector());
            case StatefulSet set -> Optional.of(set.getSpec().getSelector());
            case DaemonSet set -> Optional.of(set.getSpec().getSelector());
            default -> Optional.empty();
        };
    }

    /** Whether the image of a container is what was set under {@link #FIELD_MANAGER}. */
    public boolean isOurs(String container) {
        return managers(container).anyMatch(FIELD_MANAGER::equals);
    }

    /** Who else has set the image of a container, as the API server wrote it down. */
    public String otherManagers(String container) {
        return managers(container)
                .filter(manager -> !FIELD_MANAGER.equals(manager))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Stream<String> managers(String container) {
        var path = object instanceof CronJob ? JOB_TEMPLATE : TEMPLATE;
        return object.getMetadata().getManagedFields().stream()
                .filter(entry -> owns(entry, path, "k:{\"name\":\"%s\"}".formatted(container)))
                .map(ManagedFieldsEntry::getManager)
                .distinct();
    }

    /**
     * The one field, for server-side apply. The UID makes the API server refuse it where the workload was deleted meanwhile:
     * nothing is ever made.
     */
    public HasMetadata withImage(String container, String image) {
        var metadata = new ObjectMetaBuilder()
                .withName(object.getMetadata().getName())
                .withNamespace(object.getMetadata().getNamespace())
                .withUid(object.getMetadata().getUid())
                .build();
        var template = new PodTemplateSpec(
                null,
                specOf(new ContainerBuilder()
                        .withName(container)
                        .withImage(image)
                        .build()));
        return patch(metadata, template);
    }

    private HasMetadata patch(ObjectMeta metadata, PodTemplateSpec template) {
        return switch (object) {
            case Deployment _ ->
                new DeploymentBuilder()
                        .withMetadata(metadata)
                        .withNewSpec()
                        .withTemplate(template)
                        .endSpec()
                        .build();
            case StatefulSet _ ->
                new StatefulSetBuilder()
                        .withMetadata(metadata)
                        .withNewSpec()
                        .withTemplate(template)
                        .endSpec()
                        .build();
            case DaemonSet _ ->
                new DaemonSetBuilder()
                        .withMetadata(metadata)
                        .withNewSpec()
                        .withTemplate(template)
                        .endSpec()
                        .build();
            default ->
                new CronJobBuilder()
                        .withMetadata(metadata)
                        .withNewSpec()
                        .withNewJobTemplate()
                        .withNewSpec()
                        .withTemplate(template)
                        .endSpec()
                        .endJobTemplate()
                        .endSpec()
                        .build();
        };
    }

    private static PodSpec specOf(Container container) {
        var spec = new PodSpec();
        spec.setContainers(List.of(container));
        return spec;
    }

    private Optional<PodSpec> podSpec() {
        var template = switch (object) {
            case Deployment deployment -> deployment.getSpec().getTemplate();
            case StatefulSet set -> set.getSpec().getTemplate();
            case DaemonSet set -> set.getSpec().getTemplate();
            case CronJob job -> job.getSpec().getJobTemplate().getSpec().getTemplate();
            default -> throw new IllegalArgumentException("no image can be set in a " + object.getKind());
        };
        return Optional.ofNullable(template.getSpec());
    }

    private static boolean owns(ManagedFieldsEntry entry, List<String> path, String container) {
        Object fields = Optional.ofNullable(entry.getFieldsV1())
                .<Object>map(FieldsV1::getAdditionalProperties)
                .orElse(null);
        for (var step :
                Stream.concat(path.stream(), Stream.of(container, "f:image")).toList()) {
            if (!(fields instanceof Map<?, ?> map) || !map.containsKey(step)) {
                return false;
            }
            fields = map.get(step);
        }
        return true;
    }
}
