package dev.onggi.operator.localregistry;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.operator.localregistry.resource.ChildMetadata;
import dev.onggi.operator.model.RegistryNames;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResourceConfigBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Function;

/**
 * One object of a LocalRegistry, applied by server-side apply. Only an object whose controller is this very LocalRegistry
 * (by UID) is its own: any other of the same name is neither believed nor touched.
 */
final class ChildDependentResource<R extends HasMetadata> extends CRUDKubernetesDependentResource<R, LocalRegistry> {

    private final Function<RegistryNames, String> objectName;
    private final InformerEventSource<R, LocalRegistry> source;
    private final Desired<R> desired;

    /** What the object shall be, given what it is. */
    @FunctionalInterface
    interface Desired<R> {
        R of(LocalRegistry registry, Optional<R> actual);
    }

    ChildDependentResource(
            Class<R> type,
            String name,
            Function<RegistryNames, String> objectName,
            InformerEventSource<R, LocalRegistry> source,
            Desired<R> desired) {
        super(type, name);
        this.objectName = objectName;
        this.source = source;
        this.desired = desired;
        setEventSource(source);
        // written out: the default leaves out ConfigMap and Secret
        configureWith(new KubernetesDependentResourceConfigBuilder<R>()
                .withUseSSA(true)
                .withCreateResourceOnlyIfNotExistingWithSSA(true)
                .build());
    }

    /** The object as the informer has it, where it is there and ours. */
    Optional<R> cached(LocalRegistry registry) {
        return source.get(id(registry)).filter(object -> Ownership.isOwn(object, registry));
    }

    /** The object, where everything before it in the workflow has been made. */
    R required(LocalRegistry registry) {
        return cached(registry)
                .orElseThrow(() -> new IllegalStateException(name() + " of " + id(registry) + " is not there yet"));
    }

    @Override
    public Optional<R> getSecondaryResource(LocalRegistry registry, Context<LocalRegistry> context) {
        return cached(registry);
    }

    @Override
    protected R desired(LocalRegistry registry, Context<LocalRegistry> context) {
        return desired.of(registry, cached(registry));
    }

    @Override
    protected ResourceID targetSecondaryResourceID(LocalRegistry registry, Context<LocalRegistry> context) {
        return id(registry);
    }

    @Override
    public R create(R object, LocalRegistry registry, Context<LocalRegistry> context) {
        try {
            return super.create(object, registry, context);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                throwIfTaken(object, registry, context);
            }
            throw e; // the cache was behind, or the object is on its way out: the retry will see
        }
    }

    /** The factories write owner and labels; the framework's annotation for filtering events is not wanted. */
    @Override
    protected void addMetadata(
            boolean forMatch, R actual, R target, LocalRegistry registry, Context<LocalRegistry> context) {}

    /** Read live, for no informer sees what does not carry our labels; it happens on a collision alone. */
    private void throwIfTaken(R object, LocalRegistry registry, Context<LocalRegistry> context) {
        var there = context.getClient().resource(object).get();
        if (there != null && !Ownership.isOwn(there, registry) && !Ownership.isLeaving(there, registry)) {
            throw new NameTakenException(there);
        }
    }

    private ResourceID id(LocalRegistry registry) {
        return new ResourceID(
                objectName.apply(ChildMetadata.names(registry)),
                registry.getMetadata().getNamespace());
    }
}
