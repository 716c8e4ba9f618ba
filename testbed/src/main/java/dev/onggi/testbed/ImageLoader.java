package dev.onggi.testbed;

/** Brings an image from this machine's Docker to where the cluster's nodes find it. */
@FunctionalInterface
interface ImageLoader {

    /**
     * Brings it there.
     *
     * @param image its full name, the same here and there
     */
    void load(String image);
}
