package dev.onggi.operator.localregistry.retention;

import dev.onggi.api.v1alpha1.LocalRegistryStatus.GarbageCollection;
import dev.onggi.operator.gateway.api.CollectionReport;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Turns the gateway's report on a collection that has ended into what the status says of it. */
final class CollectionRecord {

    /** The result of a collection that did not get to its end. */
    static final String FAILED = "Failed";

    private static final String SUCCEEDED = "Succeeded";
    private static final String DRY_RUN = "DryRun";
    private static final int CANDIDATES = 20;
    private static final int LONGEST_MESSAGE = 1024;

    private CollectionRecord() {}

    /**
     * What the status says.
     *
     * @param dryRunWanted whether the spec asks for dry runs: else it was the one before the first deletion
     * @return empty where the report is not on a collection of the operator's that has ended
     */
    static Optional<GarbageCollection> of(CollectionReport report, boolean dryRunWanted) {
        if (report.completionTime() == null || report.state() == CollectionReport.State.Running) {
            return Optional.empty();
        }
        return CollectionId.parse(report.id()).map(id -> of(report, id, dryRunWanted));
    }

    private static GarbageCollection of(CollectionReport report, CollectionId id, boolean dryRunWanted) {
        boolean succeeded = report.state() == CollectionReport.State.Succeeded;
        return new GarbageCollection(
                report.startTime() == null ? null : time(report.startTime()),
                time(report.completionTime()),
                report.dryRun() ? DRY_RUN : id.trigger().value(),
                succeeded ? SUCCEEDED : FAILED,
                // a dry run that failed has shown nobody what would be deleted
                succeeded || !report.dryRun() ? id.rules() : null,
                (int) report.deletedTags(),
                (int) report.deletedManifests(),
                report.freedBytes(),
                (int) report.keptInUse(),
                report.dryRun() ? candidates(report.candidates()) : null,
                report.notBefore() == null ? null : time(report.notBefore()),
                message(report, succeeded, dryRunWanted));
    }

    /** Whether the status has it already. */
    static boolean isKnown(GarbageCollection recorded, GarbageCollection last) {
        return last != null && recorded.time().equals(last.time());
    }

    private static List<String> candidates(List<String> all) {
        return all.isEmpty() ? null : all.stream().limit(CANDIDATES).toList();
    }

    private static String message(CollectionReport report, boolean succeeded, boolean dryRunWanted) {
        var said = report.message() == null ? "" : report.message();
        if (!succeeded) {
            return bounded((said.isBlank() ? "it did not end" : said) + "; it is tried again");
        }
        if (!report.dryRun()) {
            return said.isBlank() ? null : bounded(said);
        }
        return dryRunWanted
                ? "nothing was deleted, for spec.retention.dryRun is true; set it to false to have this deleted"
                : "nothing was deleted: the first collection by new rules is a dry run, and the next one deletes; to keep more, change spec.retention before";
    }

    private static String bounded(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
