package dev.onggi.operator.localregistry.resource;

import dev.onggi.api.v1alpha1.LocalRegistry;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import java.util.Optional;

/** The Secret with the users. It is the one place where their passwords are kept; the other Secrets are made from it. */
public final class UsersSecret {

    /** Key of the push user's password. */
    public static final String PUSH = RegistryUsers.PUSH;

    /** Key of the pull user's password. */
    public static final String PULL = RegistryUsers.PULL;

    /** Key of the hashes. */
    public static final String HTPASSWD = "htpasswd";

    /** Key of what the registry signs uploads with. */
    public static final String HTTP_SECRET = "http-secret";

    private UsersSecret() {}

    /** The users of a LocalRegistry. */
    public static Secret of(LocalRegistry registry, RegistryUsers users) {
        return new SecretBuilder()
                .withMetadata(
                        ChildMetadata.of(registry, ChildMetadata.names(registry).usersSecret(), ChildMetadata.REGISTRY))
                .withType("Opaque")
                .withData(SecretData.encode(Map.of(
                        PUSH, users.push(),
                        PULL, users.pull(),
                        HTPASSWD, users.htpasswd(),
                        HTTP_SECRET, users.httpSecret())))
                .build();
    }

    /** The users in such a Secret, where it is complete. */
    public static Optional<RegistryUsers> read(Secret secret) {
        var push = SecretData.text(secret, PUSH);
        var pull = SecretData.text(secret, PULL);
        var htpasswd = SecretData.text(secret, HTPASSWD);
        var httpSecret = SecretData.text(secret, HTTP_SECRET);
        return push.isPresent() && pull.isPresent() && htpasswd.isPresent() && httpSecret.isPresent()
                ? Optional.of(new RegistryUsers(push.get(), pull.get(), htpasswd.get(), httpSecret.get()))
                : Optional.empty();
    }
}
