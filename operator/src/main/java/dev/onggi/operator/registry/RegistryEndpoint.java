package dev.onggi.operator.registry;

import java.util.Optional;

/**
 * How to reach a registry.
 *
 * @param address host and port
 * @param caPem certificates to trust, in PEM; an empty text: the public CAs
 * @param user who asks; empty where the registry has no users
 * @param plainHttp whether the registry speaks plain HTTP: then the certificates are of no account
 */
public record RegistryEndpoint(String address, String caPem, Optional<User> user, boolean plainHttp) {

    /** A registry with TLS. */
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
