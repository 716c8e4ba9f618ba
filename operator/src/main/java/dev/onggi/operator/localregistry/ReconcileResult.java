package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistryStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * What a reconciliation came to.
 *
 * @param again when to look again although nothing will be heard
 */
record ReconcileResult(LocalRegistryStatus status, Optional<Duration> again) {}
