package dev.onggi.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final RecordingHooks hooks = new RecordingHooks();
    private final Questions questions = new Questions(hooks, PAUSE, executor);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void shouldAskAtOnceAndOnceMoreForAllThatComeMeanwhile() {
        // When
        for (int event = 0; event < 50; event++) {
            questions.ask("team-a", "app");
        }

        // Then
        await().until(() -> hooks.asked().size() == 2);
        await().during(PAUSE.multipliedBy(2)).until(() -> hooks.asked().size() == 2);
    }

    @Test
    void shouldAskForEachImageBuildByItself() {
        // When
        questions.ask("team-a", "app");
        questions.ask("team-a", "web");
        questions.ask("team-b", "app");

        // Then
        await().untilAsserted(
                        () -> assertThat(hooks.asked()).containsExactly("team-a/app", "team-a/web", "team-b/app"));
    }

    @Test
    void shouldAskAgainForTheNextEventWhenOneCouldNotBeAskedFor() {
        // Given
        hooks.fail();
        questions.ask("team-a", "app");

        // When
        questions.ask("team-a", "app");

        // Then
        await().until(() -> hooks.asked().size() == 2);
    }
}
