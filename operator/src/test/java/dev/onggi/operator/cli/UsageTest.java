package dev.onggi.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsageTest {

    private static final String DIGEST = "sha256:" + "a".repeat(64);

    private final Usage usage = new Usage(Set.of("registry.team-a.svc:5000"));

    @Test
    void shouldNameWorkloadsByDigestAndByTag() {
        // Given
        usage.add(workload("Deployment", "app", "registry.team-a.svc:5000/team-a/app@" + DIGEST, ""));
        usage.add(workload("CronJob", "nightly", "registry.team-a.svc:5000/team-a/app:1", ""));

        // When / Then
        assertThat(usage.of("team-a/app", "1", DIGEST))
                .containsExactly("CronJob/team-b/nightly", "Deployment/team-b/app");
        assertThat(usage.of("team-a/app", "2", DIGEST)).containsExactly("Deployment/team-b/app");
        assertThat(usage.of("team-a/other", "1", "sha256:0")).isEmpty();
    }

    @Test
    void shouldNameWhoUsesTheTagItself() {
        // Given
        usage.add(workload("Deployment", "app", "registry.team-a.svc:5000/team-a/app:1@" + DIGEST, ""));
        usage.add(workload("CronJob", "nightly", "registry.team-a.svc:5000/team-a/app:1", ""));

        // When / Then
        assertThat(usage.ofTag("team-a/app", "1")).containsExactly("CronJob/team-b/nightly");
        assertThat(usage.ofTag("team-a/app", "2")).isEmpty();
    }

    @Test
    void shouldNotTakeTheTagForUsedWhenItStandsBesideADigest() {
        // Given
        usage.add(workload("Deployment", "app", "registry.team-a.svc:5000/team-a/app:1@" + DIGEST, ""));

        // When / Then: the tag has moved since
        assertThat(usage.of("team-a/app", "1", "sha256:0")).isEmpty();
    }

    @Test
    void shouldNameTheOwnerOfARevision() {
        // Given
        usage.add(workload(
                "ReplicaSet",
                "app-5f7",
                "registry.team-a.svc:5000/team-a/app@" + DIGEST,
                "ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: app, uid: u, controller: true}]"));

        // When / Then
        assertThat(usage.of("team-a/app", "1", DIGEST)).containsExactly("Deployment/team-b/app (revision app-5f7)");
    }

    private static GenericKubernetesResource workload(String kind, String name, String image, String more) {
        return Serialization.unmarshal("""
                apiVersion: apps/v1
                kind: %s
                metadata:
                  name: %s
                  namespace: team-b
                  %s
                spec: {template: {spec: {containers: [{name: a, image: "%s"}]}}}
                """.formatted(kind, name, more, image), GenericKubernetesResource.class);
    }
}
