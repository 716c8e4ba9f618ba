package dev.onggi.operator.localregistry;

import dev.onggi.operator.status.Summary;
import java.util.Optional;

/**
 * How it stands with the Secrets in other namespaces.
 *
 * @param blocked a Secret of somebody else that is in the way of one, or why no other namespace is served
 * @param waiting whether some are not made yet because the gateway does not know their users
 */
record TenantAccess(Optional<Summary.Stalled> blocked, boolean waiting) {

    static final TenantAccess NONE = new TenantAccess(Optional.empty(), false);
}
