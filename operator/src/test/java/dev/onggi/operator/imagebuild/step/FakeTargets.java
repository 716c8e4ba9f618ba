package dev.onggi.operator.imagebuild.step;

import dev.onggi.api.v1alpha1.ImageBuild;
import dev.onggi.operator.rollout.TargetWorkload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A cluster with one workload of somebody else, or none, that writes down what is done to it. */
final class FakeTargets implements Targets {

    final List<String> calls = new ArrayList<>();
    private HasMetadata seen;
    private HasMetadata there;
    private Function<TargetWorkload, Write> answer = Write.Done::new;

    /** From now on the informer and the API server have this workload; null for none. */
    FakeTargets having(HasMetadata workload) {
        return having(workload, workload);
    }

    /** From now on the informer has another state than the API server. */
    FakeTargets having(HasMetadata inInformer, HasMetadata inApiServer) {
        seen = inInformer;
        there = inApiServer;
        return this;
    }

    /** From now on a write comes to this, given the workload with the image that was set. */
    FakeTargets answering(Function<TargetWorkload, Write> next) {
        answer = next;
        return this;
    }

    @Override
    public Optional<TargetWorkload> find(ImageBuild imageBuild) {
        return Optional.ofNullable(seen).map(TargetWorkload::new);
    }

    @Override
    public Optional<TargetWorkload> fresh(TargetWorkload before) {
        return Optional.ofNullable(there).map(TargetWorkload::new);
    }

    @Override
    public Write setImage(TargetWorkload target, String container, String image, String serviceAccount) {
        calls.add("%s sets %s of %s to %s"
                .formatted(serviceAccount, container, target.state().workload(), image));
        return answer.apply(target);
    }
}
