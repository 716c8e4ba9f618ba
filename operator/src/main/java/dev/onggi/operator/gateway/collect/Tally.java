package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.gateway.api.CollectionReport;
import dev.onggi.operator.gateway.api.CollectionReport.State;
import dev.onggi.operator.gateway.api.CollectionRequest;
import dev.onggi.operator.model.ByteSize;
import dev.onggi.operator.model.Count;
import dev.onggi.operator.model.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts what a collection does; safe for those who ask while it runs. */
final class Tally {

    private final CollectionRequest request;
    private final Instant start;
    private final List<String> candidates = new ArrayList<>();
    private long tags;
    private long manifests;
    private long blobs;
    private long bytes;
    private long keptInUse;
    private long repositoriesLeftAlone;
    private String unreadable = "";

    Tally(CollectionRequest request, Instant start) {
        this.request = request;
        this.start = start;
    }

    synchronized void tagGone(String repository, String tag) {
        tags++;
        candidate(repository + ":" + tag);
    }

    synchronized void manifestGone(String repository, Digest digest) {
        manifests++;
        candidate(repository + "@" + digest);
    }

    private void candidate(String name) {
        if (candidates.size() < CollectionReport.CANDIDATES) {
            candidates.add(name);
        }
    }

    synchronized void blobGone(long size) {
        blobs++;
        bytes += size;
    }

    synchronized void keptInUse(int more) {
        keptInUse += more;
    }

    /** A repository in which nothing was deleted. */
    synchronized void leftAlone(String repository, Digest manifest) {
        repositoriesLeftAlone++;
        unreadable = repository + "@" + manifest;
    }

    synchronized CollectionReport running() {
        return report(
                State.Running,
                null,
                null,
                request.dryRun() ? "looking for what could be deleted" : "collecting garbage");
    }

    /** It came to its end; {@code notBefore} is null where deleting is possible. */
    synchronized CollectionReport succeeded(Instant end, Instant notBefore) {
        return report(State.Succeeded, end, notBefore, summary() + refused(notBefore));
    }

    private static String refused(Instant notBefore) {
        return notBefore == null
                ? ""
                : "; nothing is deleted until %s, because the registry's gateway was started anew and does not know what was in use before"
                        .formatted(notBefore);
    }

    synchronized CollectionReport failed(Instant end, String cause) {
        return report(
                State.Failed,
                end,
                null,
                "stopped: " + cause + "; nothing in use is lost, and the next collection does what is left");
    }

    private String summary() {
        var text = new StringBuilder(request.dryRun() ? "would delete " : "deleted ")
                .append(Count.of(tags, "tag"))
                .append(", ")
                .append(Count.of(manifests, "manifest"))
                .append(" and ")
                .append(Count.of(blobs, "blob"))
                .append(request.dryRun() ? ", and free " : ", and freed ")
                .append(new ByteSize(bytes).display());
        if (keptInUse > 0) {
            text.append("; kept ").append(Count.of(keptInUse, "manifest")).append(" only because of their use");
        }
        if (repositoriesLeftAlone > 0) {
            text.append("; left alone ")
                    .append(Count.of(repositoriesLeftAlone, "repository"))
                    .append(" with a damaged manifest: push ")
                    .append(unreadable)
                    .append(" again, or delete it");
        }
        return text.toString();
    }

    private CollectionReport report(State state, Instant end, Instant notBefore, String message) {
        return new CollectionReport(
                request.id(),
                state,
                start,
                end,
                request.dryRun(),
                tags,
                manifests,
                blobs,
                bytes,
                keptInUse,
                candidates,
                notBefore,
                message);
    }
}
