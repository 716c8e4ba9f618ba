package dev.onggi.operator.localregistry;

import dev.onggi.operator.localregistry.resource.RegistryUsers;
import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with the users of a registry.
 *
 * @param waiting whether the gateway does not know all of the users yet
 * @param previousUntil until when passwords from before a rotation are accepted
 */
record UsersState(boolean waiting, Optional<Instant> previousUntil) {

    static UsersState of(Optional<RegistryUsers> users, TenantAccess tenants) {
        return new UsersState(
                tenants.waiting() || users.flatMap(RegistryUsers::next).isPresent(),
                users.flatMap(RegistryUsers::previousUntil));
    }
}
