package dev.onggi.operator.builder;

import dev.onggi.operator.builder.api.BuildKey;
import dev.onggi.operator.builder.api.BuildReport;
import dev.onggi.operator.builder.api.BuildReports;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of a builder's builds: what it told, and what it was told and has not answered yet. */
final class BuilderReports {

    private final Map<String, BuildReport> reports = new HashMap<>();
    private final Set<String> ordered = new HashSet<>();
    private long version = -1;

    /** The newest version that was heard of; -1 where nothing was. */
    synchronized long version() {
        return version;
    }

    synchronized boolean knows(BuildKey key) {
        return reports.containsKey(key.id());
    }

    /** A build is ordered. False: it is known already. */
    synchronized boolean order(BuildReport report) {
        var id = report.key().id();
        if (reports.containsKey(id)) {
            return false;
        }
        ordered.add(id);
        reports.put(id, report);
        return true;
    }

    /** The builder has answered to an order. */
    synchronized void accepted(BuildReport report) {
        ordered.remove(report.key().id());
        put(report);
    }

    /** A build shall be stopped and forgotten. */
    synchronized void forget(String id) {
        var report = reports.get(id);
        if (report != null && report.state() == BuildReport.State.ENDED) {
            reports.remove(id);
        } else if (report != null) {
            reports.put(id, report.stopped());
        }
    }

    /**
     * Takes over what the builder tells.
     *
     * @return the builds that it is news of
     */
    synchronized List<BuildKey> take(BuildReports told) {
        var news = new ArrayList<BuildKey>();
        var known = Set.copyOf(told.ids());
        reports.values().removeIf(report -> {
            var id = report.key().id();
            // an answer that was on its way when the builder accepted the build does not know of it
            var gone = !known.contains(id) && !ordered.contains(id) && report.version() <= told.version();
            if (gone) {
                news.add(report.key());
            }
            return gone;
        });
        told.changed().stream().filter(this::put).map(BuildReport::key).forEach(news::add);
        version = told.version();
        return news;
    }

    private boolean put(BuildReport report) {
        var before = reports.get(report.key().id());
        if (before != null && before.version() > report.version()) {
            return false;
        }
        reports.put(report.key().id(), before != null && before.stopping() ? report.stopped() : report);
        return true;
    }

    synchronized List<BuildReport> of(String uid) {
        return reports.values().stream()
                .filter(report -> report.key().uid().equals(uid))
                .toList();
    }

    synchronized Collection<BuildReport> all() {
        return List.copyOf(reports.values());
    }
}
