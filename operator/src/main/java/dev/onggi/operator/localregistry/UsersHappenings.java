package dev.onggi.operator.localregistry;

import dev.onggi.operator.event.Happening;
import dev.onggi.operator.localregistry.resource.RegistryUsers;
import java.util.Optional;

/** What happened to the users of a registry. */
final class UsersHappenings {

    private UsersHappenings() {}

    /** The end of a rotation: the Secrets have the new passwords. */
    static Optional<Happening> between(Optional<RegistryUsers> before, Optional<RegistryUsers> after) {
        return before.flatMap(was -> after.filter(is -> !is.seed().equals(was.seed()))
                .flatMap(RegistryUsers::previousUntil)
                .map(until -> Happening.normal(
                        LocalRegistryReasons.USERS_ROTATED,
                        "RotateUsers",
                        "all users have new passwords, and the Secrets hold them; the old ones are accepted until "
                                + until,
                        until.toString())));
    }
}
