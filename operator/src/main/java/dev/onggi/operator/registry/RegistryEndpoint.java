package dev.onggi.operator.registry;

import java.util.Optional;

/**
 * How to reach a registry.
 *
 * @param address host and port
 * @param caPem certificates to trust, in PEM
 * @param user who asks; empty where the registry has no users
 * @param plainHttp whether it is spoken to without TLS; then {@code caPem} means nothing
 */
public record RegistryEndpoint(String address, String caPem, Optional<User> user, boolean plainHttp) {

    /** One with TLS. */
    public RegistryEndpoint(String address, String caPem, Optional<User> user) {
        this(address, caPem, user, false);
    }

    /** A user of the registry. */
    public record User(String name, String password) {
        @Override
        public String toString() {
            return name; // never the password, wherever this is printed
        }
    }
}
