package dev.onggi.operator.imagebuild;

import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.inPhase;
import static dev.onggi.operator.imagebuild.BuildPods.started;
import static dev.onggi.operator.imagebuild.BuildPods.withBuild;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onggi.operator.model.Digest;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that may happen to an ImageBuild whose newest input is built, and whether it starts a build: one, or none. */
class WhatStartsABuildTest {

    private static final String TRIGGERS = "triggers: {git: {interval: 5m}}";
    private static final String OTHER_COMMIT = "b".repeat(40);

    private static final String BASE = "docker.io/library/busybox:stable";

    private static final List<String> WATCHED = List.of(Samples.GIT, TRIGGERS);
    private static final List<String> FROM_BASE = List.of(Samples.GIT, "triggers: {baseImage: {interval: 1h}}");
    private static final List<String> INLINE = List.of(inline("a: one"));
    private static final List<String> LABELLED = List.of(Samples.GIT, "labels: {team: a, tier: web}");
    private static final List<String> WITH_SECRET =
            List.of(Samples.GIT, "secrets: [{id: token, secretRef: {name: npm}}]");

    /** Something that happens to an ImageBuild of a spec, and the builds that it starts. */
    record Happening(String what, int builds, List<String> spec, Consumer<World> happens) {

        Happening(String what, int builds, Consumer<World> happens) {
            this(what, builds, WATCHED, happens);
        }

        @Override
        public String toString() {
            return what + ": " + builds;
        }
    }

    static Stream<Happening> happenings() {
        return Stream.concat(ofWatched(), ofOthers());
    }

    private static Stream<Happening> ofOthers() {
        return Stream.of(
                new Happening("a new base image", 1, FROM_BASE, world -> baseIs(world, Samples.OTHER_DIGEST)),
                new Happening("a new base image that is told of twice, and whose build fails", 1, FROM_BASE, world -> {
                    baseIs(world, Samples.OTHER_DIGEST);
                    world.kubelet(2, pod -> BuildPods.failed(BuildPods.REFUSED, pod));
                    world.settle();
                    baseIs(world, Samples.OTHER_DIGEST);
                }),
                new Happening("the known base image", 0, FROM_BASE, world -> baseIs(world, Samples.DIGEST)),
                changed("another inline file", 1, INLINE, inline("a: one", "b: two")),
                changed("an inline file with another content", 1, INLINE, inline("a: two")),
                changed("an inline file of another name", 1, INLINE, inline("b: one")),
                changed("the same inline files", 0, INLINE, inline("a: one")),
                changed("another label", 1, LABELLED, Samples.GIT, "labels: {team: b, tier: web}"),
                changed("no label any more", 1, LABELLED, Samples.GIT),
                changed("labels in another order", 0, LABELLED, Samples.GIT, "labels: {tier: web, team: a}"),
                changed("a secret of a step", 1, LABELLED, Samples.GIT, LABELLED.getLast(), WITH_SECRET.getLast()),
                changed(
                        "another Secret for a step",
                        1,
                        WITH_SECRET,
                        Samples.GIT,
                        "secrets: [{id: token, secretRef: {name: other}}]"),
                changed(
                        "an ssh key of a step",
                        1,
                        WITH_SECRET,
                        Samples.GIT,
                        WITH_SECRET.getLast(),
                        "ssh: [{id: default, secretRef: {name: deploy}}]"),
                changed("no secret any more", 1, WITH_SECRET, Samples.GIT));
    }

    private static Stream<Happening> ofWatched() {
        return Stream.of(
                applied("another revision", 1, Samples.GIT.replace("main", "next"), TRIGGERS),
                applied("another kind of source", 1),
                applied("a directory", 1, Samples.GIT, TRIGGERS, "contextDir: app"),
                applied("a stage", 1, Samples.GIT, TRIGGERS, "target: runtime"),
                applied("an argument", 1, Samples.GIT, TRIGGERS, "args: [{name: VERSION, value: '2'}]"),
                applied("a Dockerfile", 1, Samples.GIT, TRIGGERS, "dockerfile: {inline: FROM scratch}"),
                applied("another tag", 1, Samples.GIT, TRIGGERS, "image: {tags: [stable]}"),
                applied("a token", 1, Samples.GIT, TRIGGERS, "rebuild: again"),
                new Happening("a new commit", 1, world -> watchSays(world, OTHER_COMMIT)),
                new Happening("a new commit that is told of twice", 1, world -> {
                    watchSays(world, OTHER_COMMIT);
                    watchSays(world, OTHER_COMMIT);
                }),
                new Happening("the known commit", 0, world -> watchSays(world, Samples.COMMIT)),
                new Happening("nonsense of the watch", 0, world -> watchSays(world, "main")),
                new Happening("nothing", 0, World::settle),
                applied("the same again", 0, Samples.GIT, TRIGGERS),
                applied("another interval", 0, Samples.GIT, "triggers: {git: {interval: 1m}}"),
                applied("no trigger any more", 0, Samples.GIT),
                applied("a roll-out", 0, Samples.GIT, TRIGGERS, Samples.ROLLOUT),
                applied("a time limit", 0, Samples.GIT, TRIGGERS, "builder: {timeout: 2h}"),
                applied("a larger cache", 0, Samples.GIT, TRIGGERS, "cache: {mode: Volume, size: 20Gi}"),
                applied("a shared cache", 0, Samples.GIT, TRIGGERS, "cache: {mode: Shared, size: 10Gi}"),
                applied("a cache in the registry", 0, Samples.GIT, TRIGGERS, "cache: {mode: Registry}"),
                applied("no cache", 0, Samples.GIT, TRIGGERS, "cache: {mode: None}"),
                applied("a pause", 0, Samples.GIT, TRIGGERS, "suspend: true"),
                new Happening("a finished Pod that is gone", 0, world -> world.gone(1)),
                new Happening(
                        "a watch that was evicted", 0, world -> world.kubeletOfWatch(pod -> inPhase("Failed", pod))),
                new Happening(
                        "a server that does not answer",
                        0,
                        world -> world.kubeletOfWatch(pod -> inPhase(
                                "Running",
                                withBuild(ended("git", 1, "reason=SourceUnreachable\ncannot reach it"), pod)))));
    }

    @ParameterizedTest
    @MethodSource("happenings")
    void shouldStartSoManyBuilds(Happening happening) {
        // Given
        var world = new World(Samples.imageBuild(happening.spec().toArray(String[]::new)));
        world.settle();
        built(world, 1, Samples.COMMIT, Samples.DIGEST);
        world.kubeletOfWatch(pod -> inPhase("Running", withBuild(started(asking(pod)), pod)));
        world.settle();
        assertThat(builds(world)).hasSize(1);

        // When
        happening.happens().accept(world);
        world.settle();
        built(world, 2, OTHER_COMMIT, Samples.OTHER_DIGEST);
        built(world, 3, OTHER_COMMIT, Samples.OTHER_DIGEST);

        // Then
        assertThat(builds(world)).hasSize(1 + happening.builds());
    }

    private static Happening applied(String what, int builds, String... spec) {
        return changed(what, builds, WATCHED, spec);
    }

    private static Happening changed(String what, int builds, List<String> before, String... after) {
        return new Happening(what, builds, before, world -> world.apply(after));
    }

    private static String inline(String... files) {
        return "source: {inline: {files: {Dockerfile: FROM scratch, %s}}}".formatted(String.join(", ", files));
    }

    private static void watchSays(World world, String told) {
        world.kubeletOfWatch(pod -> inPhase("Succeeded", withBuild(ended("git", 0, told + "\n"), pod)));
        world.settle();
    }

    /** The container of the Pod that watches. */
    private static String asking(Pod pod) {
        return pod.getSpec().getContainers().getFirst().getName();
    }

    private static void baseIs(World world, Digest digest) {
        world.kubeletOfWatch(pod -> inPhase("Succeeded", withBuild(ended("bases", 0, BASE + "@" + digest), pod)));
        world.settle();
    }

    /** The build of a number, where there is one, has fetched a commit and come to an image from a base. */
    private static void built(World world, int number, String commit, Digest base) {
        var told = BuildPods.BUILT.replace("{\"steps\"", "{\"bases\":[\"%s@%s\"],\"steps\"".formatted(BASE, base));
        world.kubelet(
                number,
                pod -> inPhase(
                        "Succeeded",
                        withBuild(
                                ended("build", 0, told),
                                withFetch(ended("fetch", 0, BuildPods.FETCHED.replace(Samples.COMMIT, commit)), pod))));
        world.settle();
    }

    private static List<String> builds(World world) {
        return world.writes().stream()
                .filter(write -> write.matches("create Pod/hello-\\d-build"))
                .toList();
    }
}
