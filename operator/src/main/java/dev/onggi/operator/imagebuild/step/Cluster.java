package dev.onggi.operator.imagebuild.step;

import dev.onggi.operator.imagebuild.resource.BuildPlan;
import dev.onggi.operator.status.Summary;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** What steps do to the cluster. Every call may be repeated: the operator can be killed after any of them. */
public interface Cluster {

    /**
     * Makes an object be as desired, by server-side apply; writes nothing where it is already.
     *
     * @param current the object as it is, where it exists
     * @return the object as it is afterwards
     * @throws NameTakenException where an object of this name belongs to somebody else
     */
    <R extends HasMetadata> R apply(R desired, Optional<R> current);

    /** Makes the inputs of a build that has just begun; nothing where they are there all the same. */
    void create(ConfigMap inputs);

    /** Makes the inputs of a build where they are missing. It looks first: this is asked again and again, and a refused write is a write. */
    void provide(ConfigMap inputs);

    /**
     * Makes a Pod, where it is not there yet.
     *
     * @throws NameTakenException where an object of this name belongs to somebody else
     */
    PodCreation create(Pod pod);

    /** Has the builder of the namespace make a build, where it does not make it already. */
    PodCreation hand(BuildPlan plan, int number, int attempt);

    /** Deletes an object, where it is still there; a build that a builder makes is stopped and forgotten. */
    void delete(HasMetadata object);

    /** Asks the API server itself whether a Pod is there: informers lag behind. Of a builder, whether it may yet tell. */
    boolean exists(String namespace, String pod);

    /** What keeps a Pod that is there from telling of its build; empty where it tells. */
    Optional<Summary> outOfReach(String pod);

    /** The newest warning event about a Pod. */
    Optional<String> newestWarning(Pod pod);

    /** The Pods that use a claim on a node, but for one of them: "Pod a on node b". */
    List<String> usersOf(String claim, Pod except);

    /** Whether a node without user namespaces was met lately; asked by every build, so that not each of them finds out. */
    boolean hasNodesWithoutUserNamespaces();

    /** Remembers that a node without user namespaces was met. */
    void metNodeWithoutUserNamespaces();

    /** What came of the creation of a Pod. */
    sealed interface PodCreation {

        /** The Pod is there, and it is this build's. */
        record Created(Pod pod) implements PodCreation {}

        /** The API server's admission refused it, in its own words. */
        record Denied(String message) implements PodCreation {}

        /** A quota of the namespace leaves no room for it, in the API server's words: there may be room later. */
        record OverQuota(String message) implements PodCreation {}

        /** The builder of the namespace cannot take the build yet. */
        record Postponed(Summary summary) implements PodCreation {}
    }
}
