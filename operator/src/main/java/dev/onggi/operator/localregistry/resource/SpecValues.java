package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import dev.onggi.api.v1alpha1.LocalRegistrySpec;
import dev.onggi.api.v1alpha1.RegistryAccess;
import dev.onggi.api.v1alpha1.RegistryAccess.Mode;
import dev.onggi.api.v1alpha1.RegistryStorage;
import dev.onggi.api.v1alpha1.RegistryStorage.Claim;
import dev.onggi.api.v1alpha1.RegistryStorage.EmptyDir;
import java.util.Optional;

/**
 * Answers to what a spec asks for. The API server fills every default; a spec that never went through it (a resource made
 * in memory) reads as if it had.
 */
public final class SpecValues {

    private SpecValues() {}

    /** Whether push and pull need a user. */
    public static boolean usersWanted(LocalRegistry registry) {
        return spec(registry)
                .map(LocalRegistrySpec::auth)
                .map(LocalRegistrySpec.Auth::enabled)
                .orElse(true);
    }

    /** The claim to keep the images in, unless they are kept in an emptyDir. */
    public static Optional<Claim> claim(LocalRegistry registry) {
        if (emptyDir(registry).isPresent()) {
            return Optional.empty();
        }
        return spec(registry)
                .map(LocalRegistrySpec::storage)
                .map(RegistryStorage::persistentVolumeClaim)
                .or(() -> Optional.of(new Claim(null, null)));
    }

    /** The emptyDir to keep the images in, if the spec asks for one. */
    public static Optional<EmptyDir> emptyDir(LocalRegistry registry) {
        return spec(registry).map(LocalRegistrySpec::storage).map(RegistryStorage::emptyDir);
    }

    /** Whether nodes shall be able to pull. */
    public static boolean nodeAccessWanted(LocalRegistry registry) {
        return spec(registry)
                        .map(LocalRegistrySpec::access)
                        .map(RegistryAccess::nodes)
                        .map(RegistryAccess.Nodes::mode)
                        .orElse(Mode.AUTO)
                != Mode.NONE;
    }

    private static Optional<LocalRegistrySpec> spec(LocalRegistry registry) {
        return Optional.ofNullable(registry.getSpec());
    }
}
