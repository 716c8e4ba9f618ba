package dev.onggi.operator.model;

/**
 * A repository in a registry, from which images are named by digest or by tag.
 *
 * @param address host and port of the registry
 * @param repository path in the registry, such as team/app
 */
public record ImageReference(String address, String repository) {

    /** The one form that workloads run: what it names can never change. */
    public String byDigest(Digest digest) {
        return address + "/" + repository + "@" + digest.value();
    }

    /** The form for people: a tag moves. */
    public String byTag(String tag) {
        return address + "/" + repository + ":" + tag;
    }
}
