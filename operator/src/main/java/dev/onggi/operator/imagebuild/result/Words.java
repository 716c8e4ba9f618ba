package dev.onggi.operator.imagebuild.result;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the words of BuildKit's errors are about. */
final class Words {

    private static final Pattern NETWORK =
            Pattern.compile("no such host|connection refused|connection reset|i/o timeout"
                    + "|network is unreachable|no route to host|handshake timeout|server misbehaving|deadline exceeded|unexpected EOF"
                    + "|\\b(?:429|500|502|503|504) [A-Z]|(?:^|: )(?:toomanyrequests|unavailable): ");
    private static final Pattern DOCKERFILE =
            Pattern.compile("^dockerfile parse error|the Dockerfile cannot be empty|no build stage|is not allowed$");
    private static final Pattern BUILDER = Pattern.compile(
            "no space left on device|transport is closing|error reading from server|context canceled|Unavailable");
    /** Go's HTTP client puts the whole request before the cause. */
    private static final Pattern REQUEST = Pattern.compile(
            ".*\\b(?:(?:Head|Get|Post|Put|Patch) \"[^\"]*\"|unexpected status from \\w+ request to \\S+): (.*)");

    private Words() {}

    static Optional<MatchResult> find(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    /** A fault of the network or of a server, which may be gone the next time. */
    static boolean areOfNetwork(String error) {
        return NETWORK.matcher(error).find();
    }

    /** A fault in the Dockerfile that BuildKit shows no line for. */
    static boolean areOfDockerfile(String error) {
        return DOCKERFILE.matcher(error).find();
    }

    /** A fault of BuildKit's own container. */
    static boolean areOfBuilder(String error) {
        return BUILDER.matcher(error).find();
    }

    /** The cause alone. */
    static String brief(String error) {
        var request = REQUEST.matcher(error);
        return request.matches() ? request.group(1) : error;
    }
}
