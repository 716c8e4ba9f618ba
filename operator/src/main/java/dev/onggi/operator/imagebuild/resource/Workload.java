package dev.onggi.operator.imagebuild.resource;

import dev.onggi.api.v1alpha1.PodSecurity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;

/**
 * The Deployment of an ImageBuild, and what is to be said of it.
 *
 * @param podSecurity how far its Pods comply with Pod Security restricted
 * @param conflicts paths of what {@code rollout.deployment.template} says in vain
 */
public record Workload(Deployment deployment, PodSecurity podSecurity, List<String> conflicts) {}
