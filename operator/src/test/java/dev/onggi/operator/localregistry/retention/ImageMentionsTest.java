package dev.onggi.operator.localregistry.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.ImageBuild;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageMentionsTest {

    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String OLDER = "sha256:" + "b".repeat(64);

    @Test
    void shouldFindEveryKindOfContainerAndWhatWasPulledWhenItIsAPod() {
        // When
        var mentions = in("""
                apiVersion: v1
                kind: Pod
                spec:
                  initContainers: [{name: a, image: "registry:5000/init:1"}]
                  containers: [{name: b, image: "registry:5000/app:1", env: [{name: image, value: not-an-image}]}]
                  ephemeralContainers: [{name: c, image: "registry:5000/debug:1"}]
                  volumes: [{name: d, image: {reference: "registry:5000/data:1", pullPolicy: Always}}]
                status:
                  initContainerStatuses: [{image: "registry:5000/init:1", imageID: "registry:5000/init@%s"}]
                  containerStatuses: [{image: "registry:5000/app:1", imageID: ""}]
                  ephemeralContainerStatuses: [{image: "registry:5000/debug:1", imageID: "%s"}]
                """.formatted(DIGEST, OLDER));

        // Then
        assertThat(mentions)
                .containsExactlyInAnyOrder(
                        "registry:5000/init:1",
                        "registry:5000/app:1",
                        "registry:5000/debug:1",
                        "registry:5000/data:1",
                        "registry:5000/init@" + DIGEST,
                        OLDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"})
    void shouldFindTheTemplatesImagesWhenItIsAWorkload(String kind) {
        // When
        var mentions = in("""
                apiVersion: any/v1
                kind: %s
                spec:
                  replicas: 0
                  template:
                    spec:
                      initContainers: [{name: a, image: "registry:5000/init:1"}]
                      containers: [{name: b, image: "registry:5000/app@%s"}]
                """.formatted(kind, DIGEST));

        // Then
        assertThat(mentions).containsExactlyInAnyOrder("registry:5000/init:1", "registry:5000/app@" + DIGEST);
    }

    @Test
    void shouldFindTheNextJobsImageWhenItIsACronJob() {
        // When / Then
        assertThat(in("""
                apiVersion: batch/v1
                kind: CronJob
                spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: "registry:5000/job"}]}}}}}
                """)).containsExactly("registry:5000/job");
    }

    @Test
    void shouldFindTheImageToGoBackToWhenItIsARevision() {
        // When / Then
        assertThat(in("""
                apiVersion: apps/v1
                kind: ControllerRevision
                revision: 3
                data: {spec: {template: {$patch: replace, spec: {containers: [{name: a, image: "registry:5000/app@%s"}]}}}}
                """.formatted(OLDER))).containsExactly("registry:5000/app@" + OLDER);
    }

    @Test
    void shouldFindImageTagsAndHistoryWhenItIsAnImageBuild() {
        // Given
        var imageBuild = Serialization.unmarshal("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app, namespace: team-a}
                status:
                  image:
                    reference: registry.team-a.svc:5000/team-a/app@%1$s
                    digest: %1$s
                    tags: [latest, stable]
                  history:
                  - {number: 2, digest: "%1$s"}
                  - {number: 1, digest: "%2$s"}
                  - {number: 0}
                """.formatted(DIGEST, OLDER), ImageBuild.class);

        // When / Then
        assertThat(ImageMentions.in(imageBuild))
                .containsExactlyInAnyOrder(
                        "registry.team-a.svc:5000/team-a/app@" + DIGEST,
                        "registry.team-a.svc:5000/team-a/app:latest",
                        "registry.team-a.svc:5000/team-a/app:stable",
                        DIGEST,
                        OLDER);
    }

    @ParameterizedTest
    @CsvSource({"Registry, true", "Volume, false", "None, false"})
    void shouldFindTheCacheWhenAnImageBuildKeepsItInTheRegistry(String mode, boolean found) {
        // Given
        var imageBuild = Serialization.unmarshal("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app, namespace: team-a}
                spec: {cache: {mode: %s}}
                status: {image: {reference: "registry.team-a.svc:5000/team-a/app@%s"}}
                """.formatted(mode, DIGEST), ImageBuild.class);

        // When / Then
        assertThat(ImageMentions.in(imageBuild).contains("registry.team-a.svc:5000/team-a/app:buildcache"))
                .isEqualTo(found);
    }

    @Test
    void shouldFindNothingWhenAnImageBuildHasBuiltNothing() {
        // When / Then
        assertThat(ImageMentions.in(new ImageBuild())).isEmpty();
    }

    private static Collection<String> in(String yaml) {
        return ImageMentions.in(
                Serialization.unmarshal(yaml, GenericKubernetesResource.class).getAdditionalProperties());
    }
}
