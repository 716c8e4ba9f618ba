package dev.onggi.operator.localregistry.retention;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** When garbage is collected: a cron expression of five fields, in UTC. */
sealed interface CollectionSchedule {

    /** A schedule that comes due again and again. */
    record Recurring(ExecutionTime times) implements CollectionSchedule {

        /** The first time after another one. */
        Instant after(Instant time) {
            return times.nextExecution(time.atZone(ZoneOffset.UTC))
                    .map(ZonedDateTime::toInstant)
                    .orElseThrow(() -> new IllegalStateException("the schedule has an end"));
        }
    }

    /** A text that is no schedule; {@code message} says why, and what to do. */
    record Invalid(String message) implements CollectionSchedule {}

    /**
     * Reads a schedule.
     *
     * @param now decides whether it comes due ever again
     */
    static CollectionSchedule parse(String expression, Instant now) {
        try {
            var cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(expression);
            var times = ExecutionTime.forCron(cron.validate());
            Optional<ZonedDateTime> next = times.nextExecution(now.atZone(ZoneOffset.UTC));
            return next.isPresent()
                    ? new Recurring(times)
                    : new Invalid(
                            "spec.retention.schedule \"%s\" never comes due: no month has such a day; correct it, as in \"0 3 * * *\" for every night at three (UTC)"
                                    .formatted(expression));
        } catch (IllegalArgumentException e) {
            return new Invalid(
                    "spec.retention.schedule \"%s\" is no cron expression of five fields (minute, hour, day of month, month, day of week): %s; correct it, as in \"0 3 * * *\" for every night at three (UTC)"
                            .formatted(expression, e.getMessage()));
        }
    }
}
