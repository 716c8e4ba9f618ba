package dev.onggi.testbed;

/** Brings an image from this machine's Docker to where the cluster's nodes find it. */
@FunctionalInterface
interface ImageLoader {

    /**
     * Brings it there.
     *
     * @param node id of the node's container; empty for all nodes of an existing cluster
     * @param image its full name, the same here and there
     */
    void load(String node, String image);
}
