package dev.onggi.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How BuildKit gets to be root of a user namespace, in which it may make containers. */
public enum BuildEngine {
    /** The strictest of the others that the namespace admits and the nodes support. */
    @JsonProperty("Auto")
    AUTO("Auto"),
    /** A user namespace of BuildKit's own inside that of the Pod, without an added capability. */
    @JsonProperty("NestedUserNamespace")
    NESTED_USER_NAMESPACE("NestedUserNamespace"),
    /** The Pod's own user namespace, with SYS_ADMIN in it. */
    @JsonProperty("UserNamespace")
    USER_NAMESPACE("UserNamespace"),
    /** A user of the node that is not root, without a user namespace of the Pod's. */
    @JsonProperty("Rootless")
    ROOTLESS("Rootless");

    private final String text;

    BuildEngine(String text) {
        this.text = text;
    }

    /** The name in YAML. */
    public String text() {
        return text;
    }
}
