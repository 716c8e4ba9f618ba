package dev.onggi.operator.builder.resource;

import java.time.Duration;
import java.util.List;

/**
 * What the installation chooses for all builders.
 *
 * @param buildImage image with BuildKit, git and ssh
 * @param runnerImage the operator's own image
 * @param localhostProfile seccomp profile of BuildKit's container
 * @param operatorNamespace where the operator runs, from where alone a builder is talked to
 * @param atATime how many builds a builder makes at a time
 * @param idle how long a builder without work is kept
 * @param deniedNetworks what builders may not reach, in CIDR notation
 */
public record SharedBuilderSettings(
        String buildImage,
        String runnerImage,
        String localhostProfile,
        String operatorNamespace,
        int atATime,
        Duration idle,
        List<String> deniedNetworks) {}
