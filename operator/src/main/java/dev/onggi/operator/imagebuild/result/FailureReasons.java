package dev.onggi.operator.imagebuild.result;

import java.util.Set;

/** Every reason that a build Pod's own words give for a failure: part of the API. */
public final class FailureReasons {

    /** The server of the source does not answer; tried again. */
    public static final String SOURCE_UNREACHABLE = "SourceUnreachable";

    /** The server of the source wants another credential, or one at all. */
    public static final String SOURCE_UNAUTHORIZED = "SourceUnauthorized";

    /** The repository has no such branch, tag or commit, or the registry no such artifact. */
    public static final String REVISION_NOT_FOUND = "RevisionNotFound";

    /** What spec.source names cannot be used: what it says, or what is there. */
    public static final String SOURCE_INVALID = "SourceInvalid";

    /** The archive has another checksum than spec.source.archive.sha256. */
    public static final String CHECKSUM_MISMATCH = "ChecksumMismatch";

    /** spec.contextDir is no directory of the source. */
    public static final String CONTEXT_NOT_FOUND = "ContextNotFound";

    /** spec.dockerfile.path is no file of the source. */
    public static final String DOCKERFILE_NOT_FOUND = "DockerfileNotFound";

    /** The Dockerfile cannot be read. */
    public static final String DOCKERFILE_INVALID = "DockerfileInvalid";

    /** An instruction failed. */
    public static final String BUILD_STEP_FAILED = "BuildStepFailed";

    /** An image that a FROM, COPY --from or image.sbom.scanner names does not exist, or is not for everyone. */
    public static final String BASE_IMAGE_NOT_FOUND = "BaseImageNotFound";

    /** What a COPY or ADD names is not there. */
    public static final String COPY_SOURCE_NOT_FOUND = "CopySourceNotFound";

    /** spec.target is no stage of the Dockerfile. */
    public static final String STAGE_NOT_FOUND = "StageNotFound";

    /** Stalled: the registry, or what gives out its tokens, does not let the user push there. */
    public static final String PUSH_DENIED = "PushDenied";

    /** Stalled: the registry has not got the project, organisation or repository to push to, and does not make it. */
    public static final String PUSH_REPOSITORY_MISSING = "PushRepositoryMissing";

    /** Stalled: the registry refuses the image's name, for the depth of its path for instance. */
    public static final String PUSH_NAME_REFUSED = "PushNameRefused";

    /** Stalled: the registry takes no pushes there: a mirror or a pull-through cache, or one that is set read-only. */
    public static final String PUSH_NOT_SUPPORTED = "PushNotSupported";

    /** Stalled: the registry does not let a tag that is there be moved to another image. */
    public static final String PUSH_TAG_IMMUTABLE = "PushTagImmutable";

    /** Stalled: the registry, or a proxy before it, does not take so large a layer. */
    public static final String PUSH_TOO_LARGE = "PushTooLarge";

    /** The registry did not take the image for another cause, which the message has; tried again. */
    public static final String PUSH_FAILED = "PushFailed";

    /** A registry does not answer; tried again. */
    public static final String REGISTRY_UNREACHABLE = "RegistryUnreachable";

    /** BuildKit or its container did not work; tried again. */
    public static final String BUILDER_FAILED = "BuilderFailed";

    /** Those of a push that was refused for good: a person has to act on the registry's side. */
    public static final Set<String> REFUSED_PUSHES = Set.of(
            PUSH_DENIED,
            PUSH_REPOSITORY_MISSING,
            PUSH_NAME_REFUSED,
            PUSH_NOT_SUPPORTED,
            PUSH_TAG_IMMUTABLE,
            PUSH_TOO_LARGE);

    private FailureReasons() {}
}
