package dev.onggi.operator.localregistry;

import java.util.regex.Pattern;

/**
 * Why a node could not pull, told from what its runtime said. The order matters: containerd puts the cause last, after
 * words that other failures have too.
 */
enum PullFailure {
    /** The node does not trust the registry's certificate. */
    CERTIFICATE_NOT_TRUSTED(
            "CertificateNotTrusted",
            "x509:|tls: failed to verify|tls: bad certificate",
            "the node does not use the CA that Onggi gave it; look at the node agent there: %s"),
    /** Something that speaks plain HTTP answers at the registry's address. */
    PLAIN_HTTP(
            "PlainHttp",
            "server gave http response to https client|first record does not look like a tls handshake",
            "something else answers at the registry's address: kubectl get endpointslices -n %2$s"),
    /** The node looked for the registry by name: it has not got Onggi's configuration. */
    NAME_NOT_RESOLVED(
            "NameNotResolved",
            "no such host|server misbehaving|name resolution|lookup ",
            "the node's runtime does not read Onggi's configuration; look at the node agent there: %s"),
    /** The node cannot connect to the registry's Service. */
    CONNECTION_REFUSED(
            "ConnectionRefused",
            "connection refused|502 bad gateway|no route to host|network is unreachable|i/o timeout|context deadline exceeded|connection reset",
            "the node cannot reach the registry's Service: kubectl get pods -n %2$s"),
    /** The registry did not take the credentials. */
    UNAUTHORIZED(
            "Unauthorized",
            "\\b401\\b|unauthorized|403 forbidden|authentication required|no basic auth credentials|authorization failed",
            "the pull Secret was not accepted: kubectl describe pod -n %2$s %3$s"),
    /** The registry has not got the canary's image, or not for the node's architecture. */
    IMAGE_NOT_FOUND(
            "ImageNotFound",
            "not found|manifest unknown|no match for platform",
            "the registry has no canary image for this node: kubectl describe pod -n %2$s %3$s"),
    /** None of the above. */
    PULL_FAILED("PullFailed", "", "kubectl describe pod -n %2$s %3$s");

    private final String reason;
    private final Pattern signs;
    private final String advice;

    PullFailure(String reason, String signs, String advice) {
        this.reason = reason;
        this.signs = Pattern.compile(signs, Pattern.CASE_INSENSITIVE);
        this.advice = advice;
    }

    /** The failure that a message of the kubelet tells of. */
    static PullFailure of(String message) {
        for (var failure : values()) {
            if (failure.signs.matcher(message).find()) {
                return failure;
            }
        }
        return PULL_FAILED;
    }

    /** The cause in one word, part of the API. */
    String reason() {
        return reason;
    }

    /** What it means, and the next command. */
    String advice(String agentNamespace, String node, String namespace, String pod) {
        var agent = "kubectl get pods -n %s -o wide --field-selector spec.nodeName=%s".formatted(agentNamespace, node);
        return advice.formatted(agent, namespace, pod);
    }
}
