package dev.onggi.operator.e2e;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * A git server in the namespace of a test: https with a private CA and basic authentication, and ssh. It makes its keys
 * itself when it starts.
 *
 * @param workspace where
 */
record GitServer(Workspace workspace) {

    static final String USER = "builder";
    static final String PASSWORD = "correct-horse-battery-staple";

    /** Shown by whoever has no user's name, as the password of the user git. */
    private static final String TOKEN = "tok-3Vd6-of-nobody-in-particular";

    private static final String POD = "git";
    /** Made by the testbed; on other clusters it is loaded into the node. */
    private static final String IMAGE = "docker.io/onggi/testbed-git:1";

    /** Static text: what differs comes by the environment. */
    private static final String START = """
            set -eu
            mkdir -p /srv/tls /srv/auth /srv/ssh
            cd /srv/tls
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.crt -subj /CN=test-ca -days 2 2>/dev/null
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout tls.key -out tls.csr -subj "/CN=$HOST" 2>/dev/null
            printf 'subjectAltName=DNS:%s,DNS:other-%s' "$HOST" "$HOST" > ext
            openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out tls.crt 2>/dev/null
            printf '%s:{PLAIN}%s\\n' "$USERNAME" "$PASSWORD" git "$TOKEN" > /srv/auth/htpasswd
            ssh-keygen -q -t ed25519 -N '' -f /srv/ssh/client
            ssh-keygen -q -t ed25519 -N '' -f /srv/ssh/ssh_host_ed25519_key
            cp /srv/ssh/client.pub /srv/ssh/authorized_keys
            exec entrypoint
            """;

    static GitServer start(Workspace workspace) {
        var server = new GitServer(workspace);
        workspace.cluster().loadImage(IMAGE);
        workspace.apply(server.manifest());
        workspace
                .cluster()
                .kubectl("wait", "-n", workspace.namespace(), "--for=condition=Ready", "pod/" + POD, "--timeout=90s");
        return server;
    }

    String host() {
        return POD + "." + workspace.namespace() + ".svc";
    }

    /** Another name of the same server, with a certificate for it: to a client, a host that is none of its own. */
    String otherHost() {
        return "other-" + host();
    }

    String httpsUrl() {
        return url("app");
    }

    String url(String repository) {
        return "https://" + host() + "/" + repository + ".git";
    }

    String sshUrl() {
        return "ssh://git@" + host() + "/app.git";
    }

    /** Commits a file on main; returns the commit's id. */
    String commit(String file, String content) {
        return workspace
                .cluster()
                .kubectlWithInput(content, "exec", "-i", "-n", workspace.namespace(), POD, "--", "commit", "app", file)
                .strip();
    }

    /** Runs a script in an empty directory of the server, whose repositories are in /srv/git; returns what it prints. */
    String run(String script) {
        return workspace
                .cluster()
                .kubectl(
                        "exec",
                        "-n",
                        workspace.namespace(),
                        POD,
                        "--",
                        "bash",
                        "-euc",
                        "cd \"$(mktemp -d)\"\n" + script + "\nchown -R git:git /srv/git")
                .strip();
    }

    /** A Secret with user, password and CA. */
    void basicAuthSecret(String name, String password) {
        secret(
                name,
                "kubernetes.io/basic-auth",
                "username: %s\n  password: %s\n  ca.crt: %s"
                        .formatted(base64(USER), base64(password), base64(read("/srv/tls/ca.crt"))));
    }

    /** A Secret with nothing but a token and the CA. */
    void tokenSecret(String name) {
        secret(name, "Opaque", "token: %s\n  ca.crt: %s".formatted(base64(TOKEN), base64(read("/srv/tls/ca.crt"))));
    }

    /** A Secret with a private key and the host's key. */
    void sshSecret(String name) {
        var knownHosts = host() + " " + read("/srv/ssh/ssh_host_ed25519_key.pub");
        secret(
                name,
                "kubernetes.io/ssh-auth",
                "ssh-privatekey: %s\n  known_hosts: %s".formatted(base64(read("/srv/ssh/client")), base64(knownHosts)));
    }

    private void secret(String name, String type, String data) {
        workspace.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: %s}
                type: %s
                data:
                  %s
                """.formatted(name, type, data));
    }

    private String read(String file) {
        return await("file " + file)
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(
                        () -> workspace.cluster().kubectl("exec", "-n", workspace.namespace(), POD, "--", "cat", file),
                        text -> !text.isEmpty());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String manifest() {
        return """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: git-seed}
                data:
                  Dockerfile: |
                    FROM busybox:stable
                    COPY greeting.txt /greeting.txt
                    ENTRYPOINT ["/bin/sh", "-c", "cat /greeting.txt; echo; sleep 3600"]
                  greeting.txt: hello from git
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: git}
                spec:
                  selector: {app: git}
                  ports: [{name: https, port: 443}, {name: ssh, port: 22}]
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: other-git}
                spec:
                  selector: {app: git}
                  ports: [{name: https, port: 443}, {name: ssh, port: 22}]
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: git, labels: {app: git}}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                  - name: git
                    image: %s
                    imagePullPolicy: IfNotPresent
                    command: [/bin/bash, -c, "%s"]
                    env:
                    - {name: HOST, value: %s}
                    - {name: USERNAME, value: %s}
                    - {name: PASSWORD, value: %s}
                    - {name: TOKEN, value: %s}
                    readinessProbe: {httpGet: {scheme: HTTPS, port: 443, path: /healthz}, periodSeconds: 1}
                    volumeMounts: [{name: seed, mountPath: /srv/seed}]
                  volumes: [{name: seed, configMap: {name: git-seed}}]
                """.formatted(
                        IMAGE,
                        START.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"),
                        host(),
                        USER,
                        PASSWORD,
                        TOKEN);
    }
}
