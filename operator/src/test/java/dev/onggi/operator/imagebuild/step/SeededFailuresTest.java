package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.END;
import static dev.onggi.operator.imagebuild.BuildPods.FETCHED;
import static dev.onggi.operator.imagebuild.BuildPods.building;
import static dev.onggi.operator.imagebuild.BuildPods.leaving;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.imagebuild.Samples;
import dev.onggi.operator.imagebuild.step.PodObservation.BuildFailed;
import dev.onggi.operator.imagebuild.step.PodObservation.Ended;
import dev.onggi.operator.imagebuild.step.PodObservation.FetchFailed;
import dev.onggi.operator.imagebuild.step.PodObservation.Interrupted;
import dev.onggi.operator.imagebuild.step.PodObservation.OutOfMemory;
import dev.onggi.operator.imagebuild.step.PodObservation.OutOfStorage;
import dev.onggi.operator.imagebuild.step.PodObservation.TimedOut;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a person is told of each kind of failure: whether to act, the reason, the cause, and what to do next. How the words of
 * git, of registries and of BuildKit come to these is tested where they are read (BuildFailureTest, FetchScriptTest,
 * OciSourceTest, DownloadTest, PushWordsTest); that some of them happen like this on a node, in BadInputE2E and others.
 */
class SeededFailuresTest {

    /** A command to copy, or a field to change. */
    private static final Pattern NEXT = Pattern.compile(
            "kubectl \\w+|spec\\.[a-z]\\w*|crane copy|set it to|ask for|registryRef|create it|apply one");

    private static final String LOGS = "see kubectl logs -n team-a hello-1-build";

    private static final ImageBuild GIT = Samples.imageBuild(Samples.GIT);

    /**
     * One failure.
     *
     * @param stalled whether a person has to act
     * @param cause words that the message has to have
     * @param next what it has to say about the next step
     */
    record Seed(String name, Outcome.Stop outcome, boolean stalled, String reason, String cause, String next) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Seed> seeds() {
        return Stream.of(sources(), dockerfiles(), pushes(), admissions(), faults())
                .flatMap(List::stream);
    }

    private static List<Seed> sources() {
        return List.of(
                fetch("git: no answer", "SourceUnreachable", false, "cannot reach git.example.com: no route to host"),
                fetch(
                        "git: wrong credential",
                        "SourceUnauthorized",
                        true,
                        "git.example.com refuses the credential of the Secret in spec.source.git.secretRef"),
                fetch(
                        "git: no credential",
                        "SourceUnauthorized",
                        true,
                        "git.example.com asks for a credential; name a Secret in spec.source.git.secretRef"),
                fetch("git: unknown host key", "SourceInvalid", true, "shows a host key that is not in known_hosts"),
                fetch("git: unknown CA", "SourceInvalid", true, "the certificate of git.example.com is not trusted"),
                fetch("git: no such branch", "RevisionNotFound", true, "has no revision \"nosuch\""),
                fetch("archive: another checksum", "ChecksumMismatch", true, "has the sha256 0123"),
                fetch("archive: not there", "SourceNotFound", true, "404"),
                fetch("oci: no such artifact", "RevisionNotFound", true, "has no artifact team/hello:1"),
                fetch("oci: wrong credential", "SourceUnauthorized", true, "ghcr.io refuses the user"),
                fetch("any: too large", "SourceTooLarge", true, "more than 10 GB"),
                new Seed(
                        "ConfigMap: not there",
                        source("source: {configMapRef: {name: files}}"),
                        true,
                        "SourceNotFound",
                        "there is no ConfigMap \"files\"",
                        "create it, or correct spec.source.configMapRef"),
                new Seed(
                        "claim: not there",
                        source(Samples.CLAIM),
                        true,
                        "SourceNotFound",
                        "there is no PersistentVolumeClaim \"sources\"",
                        "create it, or correct spec.source.persistentVolumeClaim.claimName"));
    }

    private static List<Seed> dockerfiles() {
        return List.of(
                build(
                        "contextDir: not there",
                        "context-missing",
                        "ContextNotFound",
                        true,
                        "its root has: Dockerfile bin"),
                build("contextDir: outside", "context-outside", "ContextNotFound", true, "leads out of the source"),
                build("Dockerfile: not there", "missing-dockerfile", "DockerfileNotFound", true, "it has: bin docker"),
                build("Dockerfile: typo", "unknown-instruction", "DockerfileInvalid", true, "did you mean COPY?"),
                build("Dockerfile: empty", "empty", "DockerfileInvalid", true, "cannot be empty"),
                build("Dockerfile: foreign front end", "syntax-foreign", "DockerfileInvalid", true, "is not allowed"),
                build("FROM: not there", "base-image-unknown", "BaseImageNotFound", true, "which does not exist"),
                build("FROM: no right", "base-image-denied", "BaseImageNotFound", true, "does not give: 401"),
                build("FROM: no answer", "base-image-unreachable", "RegistryUnreachable", false, "does not answer"),
                build("RUN: exit code", "run-exit-3", "BuildStepFailed", true, "exit code 3 at Dockerfile:4 RUN"),
                build("COPY: not there", "copy-missing", "CopySourceNotFound", true, "look at spec.contextDir"),
                build("target: no stage", "target-unknown", "StageNotFound", true, "name one that a line FROM"));
    }

    private static List<Seed> pushes() {
        return List.of(
                build("push: no right", "push-denied", "PushDenied", true, "401 Unauthorized"),
                build(
                        "push: no answer",
                        "push-connection-refused",
                        "RegistryUnreachable",
                        false,
                        "connection refused"));
    }

    private static List<Seed> admissions() {
        return List.of(
                new Seed(
                        "Pod Security",
                        started(new FakeCluster().denying("violates PodSecurity \"restricted:latest\"")),
                        true,
                        "PodDenied",
                        "violates PodSecurity",
                        "kubectl label ns team-a --overwrite pod-security.kubernetes.io/enforce=baseline"),
                new Seed(
                        "quota",
                        started(new FakeCluster().overQuota("exceeded quota: small")),
                        false,
                        "QuotaExceeded",
                        "exceeded quota: small",
                        "kubectl describe quota -n team-a"),
                new Seed(
                        "Secret: not there",
                        starting(new FakeCluster().warning("secret \"hello-git\" not found")),
                        true,
                        "PodBlocked",
                        "secret \"hello-git\" not found",
                        "kubectl describe pod -n team-a hello-1-build"),
                new Seed(
                        "node without user namespaces",
                        starting(new FakeCluster().warning("runtime does not support user namespaces")),
                        false,
                        "NodeUnsupported",
                        "has no user namespaces for Pods",
                        "spec.builder.nodeSelector"),
                new Seed(
                        "registry: full",
                        stop(new StartBuild(new FakeCluster()).run(fullRegistry(), Contexts.nothing())),
                        false,
                        "RegistryFull",
                        "96% are used",
                        "kubectl describe lreg -n team-a registry"),
                new Seed(
                        "registry: none",
                        stop(new ResolveRegistry(new FakeCluster())
                                .run(
                                        Contexts.with(
                                                RegistryResolution.of(GIT, List.of(), Map.of()), Contexts.of(GIT)),
                                        Contexts.nothing())),
                        true,
                        "RegistryNotFound",
                        "there is no LocalRegistry in namespace team-a",
                        "apply one"));
    }

    private static List<Seed> faults() {
        var describe = "kubectl describe pod -n team-a hello-1-build";
        return List.of(
                ended(
                        "evicted",
                        new Interrupted("", "Evicted", "low on memory", END),
                        false,
                        "low on memory",
                        describe),
                ended(
                        "preempted",
                        new Interrupted("", "PreemptionByScheduler", "a higher priority pod", END),
                        false,
                        "a higher priority pod",
                        describe),
                ended(
                        "out of memory",
                        new OutOfMemory(FETCHED, "build", "", END),
                        false,
                        "with a limit of 4Gi; it is tried once more with 8Gi",
                        "raise spec.builder.resources.limits.memory"),
                ended(
                        "out of disk",
                        new OutOfStorage("", "Container build exceeded its local ephemeral storage limit", END),
                        true,
                        "exceeded its local ephemeral storage limit",
                        "raise spec.builder.resources.limits.ephemeral-storage"),
                ended(
                        "too long",
                        new TimedOut(FETCHED, END),
                        true,
                        "longer than spec.builder.timeout, 1h",
                        "raise it, or see what took so long: " + describe),
                build("BuildKit: no seccomp profile", "builder-seccomp", "BuilderFailed", false, "allows unshare"),
                new Seed(
                        "Pod: gone",
                        stop(new StartBuild(new FakeCluster()).run(Contexts.of(GIT), Contexts.running(1, GIT))),
                        false,
                        "BuildInterrupted",
                        "was gone before its build ended",
                        "kubectl get events -n team-a"),
                new Seed(
                        "node: lost",
                        stop(new StartBuild(new FakeCluster())
                                .run(
                                        Contexts.at(
                                                Samples.NOW.plusSeconds(60),
                                                Contexts.of(GIT, leaving(building(onNode())))),
                                        Contexts.running(1, GIT))),
                        false,
                        "NodeSilent",
                        "node node-1 does not say that it has ended",
                        "kubectl delete node node-1"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldSayCauseAndNextStep(Seed seed) {
        // Then
        var summary = seed.outcome().summary();
        assertThat(summary.reason()).isEqualTo(seed.reason());
        assertThat(summary instanceof Summary.Stalled)
                .as("a person has to act: %s", summary)
                .isEqualTo(seed.stalled());
        assertThat(summary.message())
                .contains(seed.cause())
                .contains(seed.next())
                .containsPattern(NEXT);
        assertThat(summary.message()).doesNotContain("\n").hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldTryAgainExactlyWhereNobodyHasToAct(Seed seed) {
        // Given
        var build = seed.outcome().progress().build();

        // Then: of a build that has ended, the status says when
        if (build != null && "Failed".equals(build.result())) {
            assertThat(build.retryTime() == null).isEqualTo(seed.stalled());
        }
    }

    @Test
    void shouldHaveEachKindOfFailureOnce() {
        assertThat(seeds().map(Seed::name)).hasSizeGreaterThan(35).doesNotHaveDuplicates();
    }

    private static Seed fetch(String name, String reason, boolean stalled, String words) {
        var told = "reason=%s\n%s".formatted(reason, words);
        return new Seed(name, ended(new FetchFailed(told, END)), stalled, reason, words, LOGS + " -c fetch");
    }

    private static Seed build(String name, String recording, String reason, boolean stalled, String words) {
        try {
            var told = Files.readString(Path.of("src/test/resources/build-results/%s.txt".formatted(recording)));
            return new Seed(name, ended(new BuildFailed(FETCHED, told, END)), stalled, reason, words, LOGS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Seed ended(String name, Ended ended, boolean stalled, String words, String next) {
        var reason = switch (ended) {
            case OutOfMemory _ -> "OutOfMemory";
            case OutOfStorage _ -> "OutOfStorage";
            case TimedOut _ -> "BuildTimedOut";
            default -> "BuildInterrupted";
        };
        return new Seed(name, ended(ended), stalled, reason, words, next);
    }

    private static Outcome.Stop ended(Ended ended) {
        var end = new BuildEnd((namespace, registry, repository, digest, before) -> {
            throw new IllegalStateException("nothing was pushed");
        });
        return stop(end.record(Contexts.of(GIT), Contexts.running(1, GIT), Contexts.pod(1, GIT), ended));
    }

    private static Outcome.Stop source(String source) {
        var imageBuild = Samples.imageBuild(source);
        var missing = SourceResolution.of(imageBuild, Optional.empty(), Optional.empty());
        return stop(new ResolveSource().run(Contexts.with(missing, Contexts.of(imageBuild)), Contexts.nothing()));
    }

    private static Outcome.Stop started(FakeCluster cluster) {
        return stop(new StartBuild(cluster).run(Contexts.of(GIT), Contexts.nothing()));
    }

    private static Outcome.Stop starting(FakeCluster cluster) {
        var observe = new ObserveBuild(cluster, (namespace, registry, repository, digest, before) -> {
            throw new IllegalStateException("nothing was pushed");
        });
        return stop(observe.run(Contexts.of(GIT, Contexts.pod(1, GIT)), Contexts.running(1, GIT)));
    }

    private static BuildContext fullRegistry() {
        var full = new Condition("StorageReady", "False", "StorageFull", "96% are used", 1L, "t");
        return Contexts.with(Contexts.found(Samples.registry("registry", full)), Contexts.of(GIT));
    }

    private static Pod onNode() {
        return new PodBuilder(Contexts.pod(1, GIT))
                .editOrNewSpec()
                .withNodeName("node-1")
                .endSpec()
                .build();
    }
}
