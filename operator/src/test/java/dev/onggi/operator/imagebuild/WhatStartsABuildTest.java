package dev.onggi.operator.imagebuild;

import static dev.onggi.operator.imagebuild.BuildPods.ended;
import static dev.onggi.operator.imagebuild.BuildPods.inPhase;
import static dev.onggi.operator.imagebuild.BuildPods.started;
import static dev.onggi.operator.imagebuild.BuildPods.withBuild;
import static dev.onggi.operator.imagebuild.BuildPods.withFetch;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that may happen to an ImageBuild whose newest input is built, and whether it starts a build: one, or none. */
class WhatStartsABuildTest {

    private static final String TRIGGERS = "triggers: {git: {interval: 5m}}";
    private static final String OTHER_COMMIT = "b".repeat(40);

    /** Something that happens, and the builds that it starts. */
    record Happening(String what, int builds, Consumer<World> happens) {
        @Override
        public String toString() {
            return what + ": " + builds;
        }
    }

    static Stream<Happening> happenings() {
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
        var world = new World(Samples.imageBuild(Samples.GIT, TRIGGERS));
        world.settle();
        built(world, 1, Samples.COMMIT);
        world.kubeletOfWatch(pod -> inPhase("Running", withBuild(started("git"), pod)));
        world.settle();

        // When
        happening.happens().accept(world);
        world.settle();
        built(world, 2, OTHER_COMMIT);
        built(world, 3, OTHER_COMMIT);

        // Then
        assertThat(builds(world)).hasSize(1 + happening.builds());
    }

    private static Happening applied(String what, int builds, String... spec) {
        return new Happening(what, builds, world -> world.apply(spec));
    }

    private static void watchSays(World world, String told) {
        world.kubeletOfWatch(pod -> inPhase("Succeeded", withBuild(ended("git", 0, told + "\n"), pod)));
        world.settle();
    }

    private static void built(World world, int number, String commit) {
        world.kubelet(
                number,
                pod -> BuildPods.succeeded(
                        withFetch(ended("fetch", 0, BuildPods.FETCHED.replace(Samples.COMMIT, commit)), pod)));
        world.settle();
    }

    private static List<String> builds(World world) {
        return world.writes().stream()
                .filter(write -> write.matches("create Pod/hello-\\d-build"))
                .toList();
    }
}
