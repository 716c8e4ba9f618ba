package dev.onggi.operator.fetch;

import static dev.onggi.operator.imagebuild.result.FailureReasons.REVISION_NOT_FOUND;
import static dev.onggi.operator.imagebuild.result.FailureReasons.SOURCE_INVALID;
import static dev.onggi.operator.imagebuild.result.FailureReasons.SOURCE_UNAUTHORIZED;
import static dev.onggi.operator.imagebuild.result.FailureReasons.SOURCE_UNREACHABLE;

import dev.onggi.operator.registry.RegistryException;

/** What a registry's refusal means to who wrote the ImageBuild. */
final class OciFailure {

    private OciFailure() {}

    /** @param asUser whether the registry was told a user */
    static FetchException of(OciReference reference, OciCredential credential, boolean asUser, RegistryException e) {
        return switch (e.kind()) {
            case UNREACHABLE, OTHER ->
                new FetchException(SOURCE_UNREACHABLE, "cannot fetch %s: %s".formatted(reference, e.getMessage()));
            case NOT_FOUND ->
                new FetchException(
                        REVISION_NOT_FOUND,
                        "there is no %s; correct spec.source.oci.reference, or push it and give spec.rebuild a new value"
                                .formatted(reference));
            case CERTIFICATE ->
                new FetchException(
                        SOURCE_INVALID,
                        "%s; put the CA of a registry with a certificate of its own under ca.crt into the Secret of spec.source.oci.pullSecretRef"
                                .formatted(e.getMessage()));
            case REFUSED ->
                new FetchException(SOURCE_INVALID, "%s cannot be used: %s".formatted(reference, e.getMessage()));
            case UNAUTHORIZED -> new FetchException(SOURCE_UNAUTHORIZED, unauthorized(reference, credential, asUser));
        };
    }

    private static String unauthorized(OciReference reference, OciCredential credential, boolean asUser) {
        if (asUser) {
            return "%s does not let the user of the Secret in spec.source.oci.pullSecretRef read %s, or has not got it; correct spec.source.oci.reference, or its user and password there, and give spec.rebuild a new value"
                    .formatted(reference.host(), reference);
        }
        return credential.isThere()
                ? "the Secret in spec.source.oci.pullSecretRef has no user for %s, which asks for one; add it there, and give spec.rebuild a new value"
                        .formatted(reference.host())
                : "%s gives %s not to everyone, or has not got it; name a Secret of type kubernetes.io/dockerconfigjson in spec.source.oci.pullSecretRef"
                        .formatted(reference.host(), reference);
    }
}
