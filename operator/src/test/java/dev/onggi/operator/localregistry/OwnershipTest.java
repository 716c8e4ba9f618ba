package dev.onggi.operator.localregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private final LocalRegistry registry = Samples.registry(null);

    @Test
    void shouldBeOwnWhenTheControllerIsThisVeryRegistry() {
        // Given
        var service = service("LocalRegistry", "registry", Samples.UID, true);

        // When / Then
        assertThat(Ownership.isOwn(service, registry)).isTrue();
    }

    @Test
    void shouldBeForeignWhenThisRegistryIsAnOwnerButNotTheController() {
        // Given
        var service = service("LocalRegistry", "registry", Samples.UID, null);

        // When / Then
        assertThat(Ownership.isOwn(service, registry)).isFalse();
        assertThat(Ownership.isLeaving(service, registry)).isFalse();
    }

    @Test
    void shouldBeLeavingWhenItBelongedToARegistryOfTheSameName() {
        // Given
        var service = service("LocalRegistry", "registry", "the-uid-of-before", true);

        // When / Then
        assertThat(Ownership.isOwn(service, registry)).isFalse();
        assertThat(Ownership.isLeaving(service, registry)).isTrue();
    }

    @Test
    void shouldBeForeignWhenSomethingElseControlsIt() {
        // Given
        var service = service("Deployment", "registry", "another-uid", true);

        // When / Then
        assertThat(Ownership.isLeaving(service, registry)).isFalse();
    }

    @Test
    void shouldBeLeavingWhenItIsBeingDeleted() {
        // Given
        var service = service("Deployment", "registry", "another-uid", true);
        service.getMetadata().setDeletionTimestamp(Samples.NOW.toString());

        // When / Then
        assertThat(Ownership.isLeaving(service, registry)).isTrue();
    }

    private static Service service(String kind, String owner, String uid, Boolean controller) {
        return new ServiceBuilder()
                .withNewMetadata()
                .addNewOwnerReference()
                .withKind(kind)
                .withName(owner)
                .withUid(uid)
                .withController(controller)
                .endOwnerReference()
                .endMetadata()
                .build();
    }
}
