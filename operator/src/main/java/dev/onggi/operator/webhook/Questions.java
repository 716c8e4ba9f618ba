package dev.onggi.operator.webhook;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Has each ImageBuild's git server asked at most once in a while, however many events come: the first one at once, and all
 * that come in the meantime once when it has passed. A replayed event is one of them.
 */
final class Questions {

    private static final Logger LOG = Logger.getLogger(Questions.class);

    private final Hooks hooks;
    private final Duration pause;
    private final ScheduledExecutorService executor;

    /** Of each ImageBuild that was asked for lately, whether it is to be asked again. */
    private final Map<String, Boolean> lately = new HashMap<>();

    Questions(Hooks hooks, Duration pause, ScheduledExecutorService executor) {
        this.hooks = hooks;
        this.pause = pause;
        this.executor = executor;
    }

    /** An event came. */
    synchronized void ask(String namespace, String imageBuild) {
        if (lately.replace(namespace + "/" + imageBuild, true) == null) {
            askNow(namespace, imageBuild);
        }
    }

    private void askNow(String namespace, String imageBuild) {
        lately.put(namespace + "/" + imageBuild, false);
        executor.execute(() -> {
            try {
                hooks.ask(namespace, imageBuild);
            } catch (RuntimeException e) {
                LOG.warnf(e, "namespace=%s imagebuild=%s: the git server could not be asked", namespace, imageBuild);
            }
        });
        // what it does ends in the log, where it fails
        var _ = executor.schedule(() -> passed(namespace, imageBuild), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void passed(String namespace, String imageBuild) {
        if (Boolean.TRUE.equals(lately.remove(namespace + "/" + imageBuild))) {
            askNow(namespace, imageBuild);
        }
    }
}
