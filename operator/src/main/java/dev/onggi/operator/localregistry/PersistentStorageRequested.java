package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.SpecValues;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;

/** The images are kept in a claim. The kind of storage is immutable, so this never turns false for a claim that exists. */
final class PersistentStorageRequested implements Condition<PersistentVolumeClaim, LocalRegistry> {

    @Override
    public boolean isMet(
            DependentResource<PersistentVolumeClaim, LocalRegistry> dependent,
            LocalRegistry registry,
            Context<LocalRegistry> context) {
        return SpecValues.claim(registry).isPresent();
    }
}
