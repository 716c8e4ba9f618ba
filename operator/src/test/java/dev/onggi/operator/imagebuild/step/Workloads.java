package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.rollout.TargetWorkload;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import java.util.Map;

/** Workloads of somebody else. */
public final class Workloads {

    static final String OURS = TargetWorkload.FIELD_MANAGER;

    private Workloads() {}

    /** Deployment web with containers of names, all of one image that a field manager has set, and one Pod. */
    public static Deployment deployment(
            String manager, String image, int updated, int available, String... containers) {
        var builder = new DeploymentBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("team-a")
                .withUid("uid-web")
                .withGeneration(3L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withNewTemplate()
                .withNewSpec()
                .endSpec()
                .endTemplate()
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(3L)
                .withReplicas(1)
                .withUpdatedReplicas(updated)
                .withReadyReplicas(available)
                .withAvailableReplicas(available)
                .endStatus();
        for (var container : containers) {
            builder.editMetadata()
                    .addToManagedFields(manages(manager, container))
                    .endMetadata()
                    .editSpec()
                    .editTemplate()
                    .editSpec()
                    .addNewContainer()
                    .withName(container)
                    .withImage(image)
                    .endContainer()
                    .endSpec()
                    .endTemplate()
                    .endSpec();
        }
        return builder.build();
    }

    static CronJob cronJob(String image) {
        return new CronJobBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("team-a")
                .withUid("uid-web")
                .endMetadata()
                .withNewSpec()
                .withNewJobTemplate()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .endJobTemplate()
                .endSpec()
                .build();
    }

    private static ManagedFieldsEntry manages(String manager, String container) {
        var fields = new FieldsV1();
        fields.setAdditionalProperty(
                "f:spec",
                Map.of(
                        "f:template",
                        Map.of(
                                "f:spec",
                                Map.of(
                                        "f:containers",
                                        Map.of(
                                                "k:{\"name\":\"%s\"}".formatted(container),
                                                Map.of(".", Map.of(), "f:image", Map.of()))))));
        return new ManagedFieldsEntryBuilder()
                .withManager(manager)
                .withOperation("Apply")
                .withFieldsV1(fields)
                .build();
    }
}
