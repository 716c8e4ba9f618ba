package dev.onggi.operator.e2e;

import dev.onggi.operator.model.Digest;
import dev.onggi.testbed.TestCluster;
import java.util.ArrayList;
import java.util.List;

/** What lies in the storage of a registry called {@code registry}, seen from the gateway's container. */
record RegistryPod(TestCluster cluster, String namespace) {

    private static final String REPOSITORIES = "/var/lib/registry/docker/registry/v2/repositories/";

    /** What requests named counts as in use for a second, in the place of an hour. */
    void forgetTouches() {
        cluster.kubectl(
                "set",
                "env",
                "-n",
                namespace,
                "deployment/registry-registry",
                "-c",
                "gateway",
                "ONGGI_GATEWAY_GRACE=1");
        cluster.kubectl("rollout", "status", "-n", namespace, "deployment/registry-registry", "--timeout=3m");
    }

    /** Everything was pushed two days ago. */
    void ages() {
        run("sh", "-c", "find /var/lib/registry/docker -type f -exec touch -d '2 days ago' {} +");
    }

    /** A file of so many MiB lies there too. */
    void fill(int mebibytes) {
        run("dd", "if=/dev/zero", "of=/var/lib/registry/filler", "bs=1M", "count=" + mebibytes, "status=none");
    }

    boolean has(String repository, Digest digest) {
        var link = REPOSITORIES + repository + "/_manifests/revisions/sha256/" + digest.hex() + "/link";
        return run("sh", "-c", "test -e " + link + " && echo there || echo gone")
                .contains("there");
    }

    boolean has(String repository, String tag) {
        var link = REPOSITORIES + repository + "/_manifests/tags/" + tag;
        return run("sh", "-c", "test -e " + link + " && echo there || echo gone")
                .contains("there");
    }

    /** The digests of all manifests of a repository, with and without a tag. */
    List<String> manifests(String repository) {
        return run("ls", REPOSITORIES + repository + "/_manifests/revisions/sha256")
                .lines()
                .map(hex -> "sha256:" + hex)
                .toList();
    }

    /** The uploads to a repository that have not come to their end. */
    List<String> uploads(String repository) {
        return run("ls", REPOSITORIES + repository + "/_uploads").lines().toList();
    }

    /** All blobs, of whatever repository, a line each: the digest and after a space the bytes in base64. */
    String blobs() {
        return run("sh", "-c", """
                cd /var/lib/registry/docker/registry/v2/blobs/sha256
                for data in */*/data; do
                  digest=$(basename "$(dirname "$data")")
                  echo "sha256:$digest $(base64 -w 0 "$data")"
                done""");
    }

    private String run(String... command) {
        var arguments = new ArrayList<>(
                List.of("exec", "-n", namespace, "deployment/registry-registry", "-c", "gateway", "--"));
        arguments.addAll(List.of(command));
        return cluster.kubectl(arguments.toArray(String[]::new));
    }
}
