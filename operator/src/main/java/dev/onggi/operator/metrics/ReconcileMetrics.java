package dev.onggi.operator.metrics;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.time.Duration;

/**
 * What the framework tells of the work of the controllers. Its own Micrometer support names resources in labels, unless
 * told otherwise, and has one metric a controller; here there is one, with bounded labels.
 */
public final class ReconcileMetrics implements Metrics {

    private final Meters meters;

    /** Tells these meters. */
    public ReconcileMetrics(Meters meters) {
        this.meters = meters;
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        long start = System.nanoTime();
        var outcome = "error";
        try {
            var result = execution.execute();
            outcome = "success";
            return result;
        } finally {
            meters.record(Measurement.took(
                    Metric.RECONCILE_DURATION,
                    Duration.ofNanos(System.nanoTime() - start),
                    execution.controllerName(),
                    outcome));
        }
    }
}
