package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.RegistryAccess.Mode;

/** The words for the ways in which nodes pull, as the API has them. */
final class AccessModes {

    private AccessModes() {}

    static String word(Mode mode) {
        return switch (mode) {
            case AUTO -> "Auto";
            case HOSTS_CONFIG -> "HostsConfig";
            case LOOPBACK_PROXY -> "LoopbackProxy";
            case NODE_PORT -> "NodePort";
            case EXTERNAL -> "External";
            case NONE -> "None";
        };
    }
}
