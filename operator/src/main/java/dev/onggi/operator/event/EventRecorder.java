package dev.onggi.operator.event;

import dev.onggi.operator.model.Digest;
import dev.onggi.operator.model.LogText;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Writes events of {@code events.k8s.io/v1}. An event is named after what happened, so that the same transition told
 * twice (the operator was killed in between) is one event.
 */
public final class EventRecorder {

    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final String CONTROLLER = "onggi.dev/operator";
    /** Longest note that the API takes, in bytes of UTF-8. */
    private static final int MAX_NOTE = 1024;

    private static final String CUT = "…";
    /** Event names share the limit of object names; the hash keeps them apart. */
    private static final int HASH_LENGTH = 16;

    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final Clock clock;
    private final String instance;

    /**
     * A recorder.
     *
     * @param instance name of the Pod that reports
     */
    public EventRecorder(KubernetesClient client, Clock clock, String instance) {
        this.client = client;
        this.clock = clock;
        this.instance = instance;
    }

    /** Writes one event. Failing to is logged and not thrown: no work may stop for the sake of a note. */
    public void record(HasMetadata regarding, Happening happening) {
        try {
            client.events()
                    .v1()
                    .events()
                    .inNamespace(regarding.getMetadata().getNamespace())
                    .resource(event(regarding, happening))
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                LOG.warnf(
                        "event not written: namespace=%s name=%s reason=%s cause=%s",
                        regarding.getMetadata().getNamespace(),
                        regarding.getMetadata().getName(),
                        happening.reason(),
                        e.getMessage());
            }
        }
    }

    private Event event(HasMetadata regarding, Happening happening) {
        var metadata = regarding.getMetadata();
        return new EventBuilder()
                .withNewMetadata()
                .withName(name(regarding, happening))
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withEventTime(new MicroTime(MICRO_TIME.format(clock.instant())))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withType(happening.type().value())
                .withReason(happening.reason())
                .withAction(happening.action())
                .withNote(bounded(happening.note()))
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(regarding.getApiVersion())
                        .withKind(regarding.getKind())
                        .withNamespace(metadata.getNamespace())
                        .withName(metadata.getName())
                        .withUid(metadata.getUid())
                        .build())
                .build();
    }

    private static String name(HasMetadata regarding, Happening happening) {
        var identity = String.join(
                "\n", Objects.toString(regarding.getMetadata().getUid()), happening.reason(), happening.key());
        var place = happening.position().isEmpty() ? "" : happening.position() + "-";
        return regarding.getMetadata().getName() + "." + place
                + Digest.of(identity).hex().substring(0, HASH_LENGTH);
    }

    private static String bounded(String text) {
        var note = LogText.clean(text);
        if (bytes(note) <= MAX_NOTE) {
            return note;
        }
        var bounded = new StringBuilder();
        int left = MAX_NOTE - bytes(CUT);
        for (int character : note.codePoints().toArray()) {
            left -= bytes(Character.toString(character));
            if (left < 0) {
                break;
            }
            bounded.appendCodePoint(character);
        }
        return bounded.append(CUT).toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
