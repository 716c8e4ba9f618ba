package dev.onggi.operator.imagebuild.resource;

import java.util.List;

/**
 * What the installation chooses for all build Pods.
 *
 * @param image image with BuildKit, git and ssh
 * @param rootlessImage the same for the engine Rootless
 * @param fetchImage image with the program that fetches what git does not: the operator's own
 * @param localhostProfile seccomp profile that the node agent puts on the nodes, relative to the kubelet's seccomp folder
 * @param deniedNetworks what build Pods may not reach, in CIDR notation
 */
public record BuilderSettings(
        String image, String rootlessImage, String fetchImage, String localhostProfile, List<String> deniedNetworks) {}
