package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.storage.StorageState;
import dev.onggi.operator.status.Summary;
import java.util.Optional;

/**
 * Everything that the status of a LocalRegistry tells of, found out in one reconciliation.
 *
 * @param blocked what a person must put right before the objects can be made
 * @param contents how full it is, and how it stands with its garbage
 * @param certificate the certificate, as soon as there is one
 */
record RegistryState(
        Optional<Summary.Stalled> blocked,
        StorageState storage,
        RegistryContents contents,
        RegistryAvailability availability,
        Optional<CertificateLife> certificate,
        NodeAccessState nodeAccess,
        CanaryImageState canaryImage,
        NodeProof proof,
        HostingState hosting) {}
