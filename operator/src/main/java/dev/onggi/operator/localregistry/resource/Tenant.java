package dev.onggi.operator.localregistry.resource;

import dev.onggi.operator.model.UserSeed;

/**
 * Another namespace that may use a registry. It has users of its own: what its people know ends with its rights.
 *
 * @param namespace its name
 * @param uid its UID: a namespace that is made again under the name of an old one gets other passwords
 */
public record Tenant(String namespace, String uid) implements Comparable<Tenant> {

    /** Name of the user that may pull everything. */
    public String pullUser() {
        return UserSeed.PULL + "." + namespace;
    }

    /** Name of the user that may push below the namespace's name. */
    public String pushUser() {
        return UserSeed.PUSH + "." + namespace;
    }

    /** The password of {@link #pullUser()}. */
    public String pullPassword(UserSeed seed) {
        return seed.password(pullUser() + "/" + uid);
    }

    /** The password of {@link #pushUser()}. */
    public String pushPassword(UserSeed seed) {
        return seed.password(pushUser() + "/" + uid);
    }

    @Override
    public int compareTo(Tenant other) {
        return namespace.compareTo(other.namespace);
    }
}
