package dev.onggi.operator.imagebuild.result;

import java.util.regex.Pattern;

/**
 * What BuildKit's words of a failed push are about. Where the registry answers with an error of the distribution
 * specification, BuildKit tells the code and the message and leaves the status out; and of the codes it knows six alone,
 * so that all others, such as NAME_UNKNOWN and NAME_INVALID, read {@code unknown: } with the message
 * (https://github.com/moby/buildkit/blob/v0.34.2/util/errutil/errutil.go,
 * https://github.com/containerd/containerd/blob/v2.4.2/core/remotes/docker/errdesc.go). Else it tells the request and the
 * status, and, where it was no HEAD, the beginning of the body.
 */
final class PushWords {

    /** Of the registry itself, of the service that gives out its tokens, or for want of a user. */
    private static final Pattern DENIED = Pattern.compile("(?:^|[:;] )(?:unauthorized|denied): "
            + "|push access denied|insufficient_scope|authorization failed"
            + "|: 40[13] (?:Unauthorized|Forbidden)"
            + "|failed to fetch (?:oauth|anonymous) token: .*: 400 ");

    /** 404 is the answer to the first request of an upload alone: later, the upload is what is not known any more. */
    private static final Pattern MISSING = Pattern.compile("(?:^|[:;] )unknown: (?:repository name not known"
            + "|.*\\b(?:project|organi[sz]ation|namespace|repository)\\b.*\\b(?:not found|does not exist|not known))"
            + "|from POST request to \\S+/blobs/uploads/\\S*: 404 ");

    private static final Pattern NAME =
            Pattern.compile("(?:^|[:;] )unknown: .*\\b(?:invalid repository name|invalid name)\\b"
                    + "|from POST request to \\S+/blobs/uploads/\\S*: 400 ");

    /** Distribution says it where it pulls images through, and where it is set read-only. */
    private static final Pattern NOT_SUPPORTED =
            Pattern.compile("(?:^|[:;] )unsupported: |from \\w+ request to \\S+: 405\\b");

    /** Harbor says it of its rules of immutability, ECR of a whole repository. */
    private static final Pattern IMMUTABLE =
            Pattern.compile("(?:^|[:;] )unknown: .*\\bimmutable\\b|from \\w+ request to \\S+: 412\\b");

    /** Most often it is not the registry that says it but a proxy, which knows nothing of the specification. */
    private static final Pattern TOO_LARGE = Pattern.compile("from \\w+ request to \\S+: 413\\b");

    /** Docker Hub has names of two parts alone, and says of others that they are not allowed. */
    private static final Pattern TOO_DEEP = Pattern.compile("docker\\.io/[^/]+/[^/]+/.+");

    private PushWords() {}

    /**
     * The reason that they give, one of {@link FailureReasons}.
     *
     * @param image what was pushed
     * @param words what stands behind it
     */
    static String reason(String image, String words) {
        if (Words.areOfNetwork(words)) {
            return FailureReasons.REGISTRY_UNREACHABLE;
        }
        if (NAME.matcher(words).find()) {
            return FailureReasons.PUSH_NAME_REFUSED;
        }
        if (MISSING.matcher(words).find()) {
            return FailureReasons.PUSH_REPOSITORY_MISSING;
        }
        if (!DENIED.matcher(words).find()) {
            return ofTheImage(words);
        }
        return TOO_DEEP.matcher(image).matches() ? FailureReasons.PUSH_NAME_REFUSED : FailureReasons.PUSH_DENIED;
    }

    /** The user may push there, and this is not taken all the same. */
    private static String ofTheImage(String words) {
        if (NOT_SUPPORTED.matcher(words).find()) {
            return FailureReasons.PUSH_NOT_SUPPORTED;
        }
        if (IMMUTABLE.matcher(words).find()) {
            return FailureReasons.PUSH_TAG_IMMUTABLE;
        }
        return TOO_LARGE.matcher(words).find() ? FailureReasons.PUSH_TOO_LARGE : FailureReasons.PUSH_FAILED;
    }
}
