package dev.onggi.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.onggi.testbed.TestCluster;
import dev.onggi.testbed.TestNamespace;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step that takes whatever it can reach; the list is that of docs/security.md. */
@ExtendWith(E2eCluster.class)
class RunStepE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource({"Volume, app-1-build", "Shared, onggi-builder"})
    void shouldReachNothingButItsOwn(String cache, String pod, TestCluster cluster, TestNamespace namespace) {
        // Given
        var workspace = new Workspace(cluster, namespace.name());
        workspace.applyRegistry();

        // When
        workspace.apply("""
                apiVersion: onggi.dev/v1alpha1
                kind: ImageBuild
                metadata: {name: app}
                spec:
                  cache: {mode: %s, size: 1Gi}
                  source:
                    inline:
                      files:
                        Dockerfile: |
                          FROM busybox:stable
                          COPY thief.sh /
                          RUN sh /thief.sh %s
                        thief.sh: |
                          reached() { echo "reached: $*"; exit 1; }
                          test ! -e /var/run/secrets/kubernetes.io || reached the token of the Pod
                          for path in /builds /sources /onggi /run/buildkit /run/onggi /root/.docker /root/.local; do
                            test ! -e $path || reached $path
                          done
                          found=$(find / -xdev \\( -name 'buildkit*' -o -name tls.key -o -name '.dockerconfigjson' -o -type s \\) 2>/dev/null)
                          test -z "$found" || reached "$found"
                          for process in /proc/[0-9]*/comm; do
                            case $(cat $process) in sh|cat|runc*) ;; *) reached "$process: $(cat $process)" ;; esac
                          done
                          test -z "$(env | grep -Ei 'kubernetes|token|password|docker|buildkit')" || reached "$(env)"
                          ! mknod /disk b 8 0 2>/dev/null || reached a device
                          ! mount -t tmpfs none /mnt 2>/dev/null || reached mount
                          ! unshare -m true 2>/dev/null || reached a namespace of its own
                          ! chroot /proc/1/root/../.. true 2>/dev/null || test "$(ls /proc/1/root)" = "$(ls /)" || reached a root above
                          if [ "$1" = Shared ]; then
                            # something does listen there, and answers to nobody without the operator's certificate
                            code=0; timeout 3 nc 127.0.0.1 8443 </dev/null >/dev/null || code=$?
                            test $code != 1 || reached no runner at all
                            answer=$(printf 'GET /builds?after=-1 HTTP/1.0\\r\\n\\r\\n' | timeout 3 nc 127.0.0.1 8443 | head -c 300 | tr -cd '[:print:]')
                            case $answer in *200*|*reports*|*version*) reached "the runner: $answer" ;; esac
                            ! timeout 5 wget -q -O - --no-check-certificate 'https://127.0.0.1:8443/builds?after=-1' 2>/dev/null || reached the runner by TLS
                          fi
                          sleep 5.25
                """.formatted(cache, cache));

        // Then: root of the step is no user of the node's own
        var user = await("the step sleeps")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> user(cluster, "sleep 5.25"), OptionalLong::isPresent);
        assertThat(user.getAsLong()).isGreaterThanOrEqualTo(65_536);
        var status = workspace.awaitReady("app").getStatus();
        assertThat(status.build().pod()).isEqualTo(pod);
        if (cache.equals("Volume")) {
            assertThat(status.build().phases().start()).matches("[0-9]+s");
            assertThat(status.build().phases().build()).matches("[1-9][0-9]*s");
        }
    }

    /** Whom a process runs as, as the node sees it: a number of 32 bits, of which its ps makes one with a sign. */
    private static OptionalLong user(TestCluster cluster, String command) {
        return cluster.onNode("ps", "-eo", "uid=,args=")
                .lines()
                .map(line -> line.strip().split(" +", 2))
                .filter(process -> process[1].equals(command))
                .mapToLong(process -> Long.parseLong(process[0]) & 0xffff_ffffL)
                .findFirst();
    }
}
