package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.storage.StorageState;
import dev.onggi.operator.status.Summary;
import java.util.Optional;

/**
 * Everything that the status of a LocalRegistry tells of, found out in one reconciliation.
 *
 * @param blocked what a person must put right before the objects can be made
 * @param contents how full it is, and how it stands with its garbage
 * @param certificate how it stands with the certificate
 * @param users how it stands with the users
 */
record RegistryState(
        Optional<Summary.Stalled> blocked,
        StorageState storage,
        RegistryContents contents,
        RegistryAvailability availability,
        CertificateState certificate,
        UsersState users,
        NodeAccessState nodeAccess,
        CanaryImageState canaryImage,
        NodeProof proof,
        HostingState hosting) {}
