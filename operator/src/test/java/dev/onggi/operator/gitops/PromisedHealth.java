package dev.onggi.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildStatus;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import dev.onggi.operator.status.Conditions;
import dev.onggi.testbed.GitOpsHealth;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a status is worth to those who wait for it, as the README promises: work goes on, or all is as it should be, or a
 * person has to act.
 */
public enum PromisedHealth {
    IN_PROGRESS("InProgress", "Progressing"),
    CURRENT("Current", "Healthy"),
    FAILED("Failed", "Degraded"),
    SUSPENDED("Failed", "Suspended");

    private final String kstatus;
    private final String argoCd;

    PromisedHealth(String kstatus, String argoCd) {
        this.kstatus = kstatus;
        this.argoCd = argoCd;
    }

    /** What the status of a resource promises; fails where it contradicts itself. */
    public static PromisedHealth of(CustomResource<?, ?> resource) {
        var conditions = conditions(resource);
        assertThat(conditions)
                .as("each condition says which generation it is of")
                .allMatch(condition -> condition.observedGeneration() != null);
        if (observedGeneration(resource)
                .filter(resource.getMetadata().getGeneration()::equals)
                .isEmpty()) {
            return IN_PROGRESS;
        }
        var summary = Stream.of("Ready", "Reconciling", "Stalled")
                .filter(type -> Conditions.isTrue(conditions, type))
                .toList();
        assertThat(summary)
                .as("one of Ready, Reconciling and Stalled is True, and never two of them")
                .hasSize(1);
        return switch (summary.getFirst()) {
            case "Ready" -> CURRENT;
            case "Reconciling" -> IN_PROGRESS;
            default -> stalled(Conditions.find(conditions, "Stalled").orElseThrow());
        };
    }

    private static PromisedHealth stalled(Condition stalled) {
        return stalled.reason().equals("Suspended") ? SUSPENDED : FAILED;
    }

    /** Fails where a tool says something else. */
    public void isWhatToolsSay(GitOpsHealth health) {
        assertThat(sentence(
                        health.kstatus().status(),
                        health.flux().status(),
                        health.argoCd().status()))
                .isEqualTo(sentence(kstatus, kstatus, argoCd));
    }

    private static String sentence(String kstatus, String flux, String argoCd) {
        return "kstatus says %s, Flux %s and Argo CD %s".formatted(kstatus, flux, argoCd);
    }

    /** None before the operator has seen the resource. */
    public static List<Condition> conditions(CustomResource<?, ?> resource) {
        return switch (resource) {
            case ImageBuild build ->
                Optional.ofNullable(build.getStatus())
                        .map(ImageBuildStatus::conditions)
                        .orElse(List.of());
            case LocalRegistry registry ->
                Optional.ofNullable(registry.getStatus())
                        .map(LocalRegistryStatus::conditions)
                        .orElse(List.of());
            default -> throw new IllegalArgumentException(resource.getKind());
        };
    }

    /** Empty where nobody has looked at the resource yet and the schema has no default. */
    static Optional<Long> observedGeneration(CustomResource<?, ?> resource) {
        return switch (resource) {
            case ImageBuild build -> Optional.ofNullable(build.getStatus()).map(ImageBuildStatus::observedGeneration);
            case LocalRegistry registry ->
                Optional.ofNullable(registry.getStatus()).map(LocalRegistryStatus::observedGeneration);
            default -> throw new IllegalArgumentException(resource.getKind());
        };
    }
}
