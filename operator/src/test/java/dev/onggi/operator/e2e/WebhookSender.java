package dev.onggi.operator.e2e;

import dev.onggi.testbed.CommandFailedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A git server that sends push events, from a Pod. */
record WebhookSender(Workspace workspace) {

    private static final String SECRET = "a secret of the test";
    private static final String BODY = "{}";

    /** Whose events they are: each server proves in its own way that it knows the secret. */
    enum Kind {
        GITHUB("X-Hub-Signature-256"),
        GITLAB("X-Gitlab-Token"),
        OTHER("X-Onggi-Signature-256");

        private final String header;

        Kind(String header) {
            this.header = header;
        }

        private String header(String secret) {
            return header + ": " + (this == GITLAB ? secret : "sha256=" + sign(secret));
        }
    }

    /** Makes its Pod, and the Secret with what it signs with. */
    WebhookSender start(String secret) {
        workspace.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: %s}
                stringData: {token: %s}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: sender}
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 0
                  containers: [{name: sender, image: "busybox:stable", imagePullPolicy: IfNotPresent, command: [sleep, "3600"]}]
                """.formatted(secret, SECRET));
        workspace
                .cluster()
                .kubectl("wait", "-n", workspace.namespace(), "pod/sender", "--for=condition=Ready", "--timeout=90s");
        return this;
    }

    /** Sends an event; what it is answered. */
    String send(Kind kind, String imageBuild) {
        return send(kind, imageBuild, SECRET);
    }

    /** Sends an event that has to be refused; what is said then. */
    String refusal(Kind kind, String imageBuild, String secret) {
        try {
            throw new AssertionError("was not refused: " + send(kind, imageBuild, secret));
        } catch (CommandFailedException e) {
            return e.getMessage();
        }
    }

    private String send(Kind kind, String imageBuild, String secret) {
        return workspace
                .cluster()
                .kubectl(
                        "exec",
                        "-n",
                        workspace.namespace(),
                        "sender",
                        "--",
                        "wget",
                        "-q",
                        "-O",
                        "-",
                        "--header",
                        kind.header(secret),
                        "--post-data",
                        BODY,
                        "http://onggi-webhooks.onggi-system.svc/hooks/%s/%s"
                                .formatted(workspace.namespace(), imageBuild));
    }

    private static String sign(String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
