package dev.onggi.operator.imagebuild.step;

import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.inPhase;
import static dev.onggi.operator.imagebuild.BuildPods.withBuild;
import static dev.onggi.operator.imagebuild.step.Outcomes.stop;
import static dev.onggi.operator.imagebuild.step.Seed.Act.RETRIED;
import static dev.onggi.operator.imagebuild.step.Seed.Act.STALLED;
import static dev.onggi.operator.imagebuild.step.SeedRuns.GIT;

import dev.onggi.api.v1alpha1.Condition;
import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.imagebuild.Samples;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a namespace has not, or does not admit: registries, Secrets, room. */
final class NamespaceSeeds {

    private static final String DESCRIBE = "kubectl describe pod -n team-a hello-1-build";

    private NamespaceSeeds() {}

    static Stream<Seed> all() {
        return Stream.of(registries(), admissions(), secrets()).flatMap(List::stream);
    }

    private static List<Seed> registries() {
        var silent = new Condition("Ready", "False", "BucketUnreachable", "s3.example.com does not answer", 1L, "t");
        var full = new Condition("StorageReady", "False", "StorageFull", "96% are used", 1L, "t");
        return List.of(
                new Seed(
                        "registry: none",
                        resolved(),
                        STALLED,
                        "RegistryNotFound",
                        "there is no LocalRegistry in namespace team-a",
                        "apply one"),
                new Seed(
                        "registry: several",
                        resolved(Samples.registry("one"), Samples.registry("two")),
                        STALLED,
                        "RegistryAmbiguous",
                        "one, two",
                        "spec.registryRef"),
                new Seed(
                        "registry: silent",
                        SeedRuns.first(new ResolveRegistry(new FakeCluster()), in(silent)),
                        RETRIED,
                        "RegistryNotReady",
                        "does not answer yet: s3.example.com does not answer",
                        "kubectl describe lreg -n team-a registry"),
                new Seed(
                        "registry: full",
                        SeedRuns.first(new StartBuild(new FakeCluster()), in(full)),
                        RETRIED,
                        "RegistryFull",
                        "96% are used",
                        "kubectl describe lreg -n team-a registry"));
    }

    private static List<Seed> admissions() {
        return List.of(
                new Seed(
                        "Pod Security",
                        SeedRuns.first(new FakeCluster().denying("violates PodSecurity \"restricted:latest\"")),
                        STALLED,
                        "PodDenied",
                        "violates PodSecurity",
                        "kubectl label ns team-a --overwrite pod-security.kubernetes.io/enforce=baseline"),
                new Seed(
                        "quota",
                        SeedRuns.first(new FakeCluster().overQuota("exceeded quota: small")),
                        RETRIED,
                        "QuotaExceeded",
                        "exceeded quota: small",
                        "kubectl describe quota -n team-a"),
                new Seed(
                        "LimitRange: no higher limit",
                        notRaised("maximum memory usage per Container is 6Gi, but limit is 8Gi"),
                        STALLED,
                        "OutOfMemory",
                        "a Pod with a limit of 8Gi is not admitted: maximum memory usage per Container is 6Gi",
                        "ask for the namespace's LimitRange or quota to be raised"));
    }

    private static List<Seed> secrets() {
        return List.of(
                blocked("source.git.secretRef: no Secret", "git", "secret \"hello-git\" not found", DESCRIBE),
                blocked("secrets: no Secret", "secrets", "secret \"npm\" not found", DESCRIBE),
                blocked(
                        "secrets: no key",
                        "secrets",
                        "references non-existent secret key: token",
                        "put the key token into Secret npm (spec.secrets)"),
                blocked("ssh: no Secret", "secrets", "secret \"deploy\" not found", DESCRIBE),
                blocked(
                        "ssh: no key",
                        "secrets",
                        "references non-existent secret key: ssh-privatekey",
                        "put the key ssh-privatekey into Secret deploy (spec.ssh)"));
    }

    /** The kubelet cannot mount a volume. */
    private static Seed blocked(String name, String volume, String cause, String next) {
        var imageBuild = Samples.imageBuild(
                "source: {git: {url: 'https://git.example.com/team/hello.git', secretRef: {name: hello-git}}}",
                "secrets: [{id: token, secretRef: {name: npm}}]",
                "ssh: [{id: default, secretRef: {name: deploy}}]");
        var cluster =
                new FakeCluster().warning("MountVolume.SetUp failed for volume \"%s\" : %s".formatted(volume, cause));
        return new Seed(name, SeedRuns.kept(cluster, imageBuild), STALLED, "PodBlocked", cause, next);
    }

    private static Seed.Said resolved(LocalRegistry... registries) {
        var resolution = RegistryResolution.of(GIT, List.of(registries), Map.of());
        return SeedRuns.first(new ResolveRegistry(new FakeCluster()), Contexts.with(resolution, Contexts.of(GIT)));
    }

    private static BuildContext in(Condition condition) {
        return Contexts.with(Contexts.found(Samples.registry("registry", condition)), Contexts.of(GIT));
    }

    /** A build runs out of memory, and the Pod of the next try is refused in these words. */
    private static Seed.Said notRaised(String words) {
        var ranOut = SeedRuns.over(GIT, pod -> inPhase("Failed", withBuild(ended("build", 137, "OOMKilled", ""), pod)));
        var refusing = new StartBuild(new FakeCluster().denying(words));
        var due = Contexts.at(Samples.NOW.plusSeconds(60), Contexts.of(GIT));
        var progress = Contexts.next(ranOut.outcome().progress(), 1);
        return new Seed.Said(ranOut.after(), stop(refusing.run(due, progress)), false);
    }
}
