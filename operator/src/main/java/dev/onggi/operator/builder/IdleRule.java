package dev.onggi.operator.builder;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.api.v1alpha1.ImageBuildSpec.CacheMode;
import dev.onggi.operator.builder.api.BuildReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** When a builder's Pod is stopped. Pure. */
record IdleRule(Duration idle) {

    /** Certificates are made with the Pod and live longer than this. */
    private static final Duration OLDEST = Duration.ofDays(30);

    /**
     * Whether the Pod can go.
     *
     * @param imageBuilds all of its namespace
     * @param draining whether another Pod shall take its place
     * @param idleSince when it had its last work
     * @param created when it was made
     */
    boolean isOver(
            Collection<ImageBuild> imageBuilds,
            Collection<BuildReport> reports,
            boolean draining,
            Instant idleSince,
            Instant created,
            Instant now) {
        if (reports.stream().anyMatch(report -> !isDone(report, imageBuilds))) {
            return false;
        }
        return draining
                || users(imageBuilds).isEmpty()
                || !now.isBefore(idleSince.plus(idle))
                || now.isAfter(created.plus(OLDEST));
    }

    /** The ImageBuilds that ask for a shared builder. */
    static List<ImageBuild> users(Collection<ImageBuild> imageBuilds) {
        return imageBuilds.stream()
                .filter(imageBuild -> imageBuild.getMetadata().getDeletionTimestamp() == null)
                .filter(imageBuild -> imageBuild.getSpec().cache().mode() == CacheMode.SHARED)
                .toList();
    }

    /** It has ended, and its ImageBuild's status tells what it came to. */
    private static boolean isDone(BuildReport report, Collection<ImageBuild> imageBuilds) {
        return report.state() == BuildReport.State.ENDED
                && imageBuilds.stream()
                        .filter(imageBuild -> imageBuild
                                .getMetadata()
                                .getUid()
                                .equals(report.key().uid()))
                        .allMatch(imageBuild -> isRecorded(report, imageBuild));
    }

    private static boolean isRecorded(BuildReport report, ImageBuild imageBuild) {
        var build =
                imageBuild.getStatus() == null ? null : imageBuild.getStatus().build();
        return build != null
                && (build.number() > report.key().number()
                        || (build.number() == report.key().number() && build.result() != null));
    }
}
