package dev.onggi.operator.localregistry.storage;

import java.util.Optional;

/**
 * What the cluster says of a claim that is not bound.
 *
 * @param classMissing whether the claim names a StorageClass that does not exist
 * @param warning message of the newest Warning event about the claim
 */
record StorageEvidence(boolean classMissing, Optional<String> warning) {}
