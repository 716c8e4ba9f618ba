package dev.onggi.operator.localregistry.resource;

/**
 * The users of a registry.
 *
 * @param push password of the user {@value #PUSH}
 * @param pull password of the user {@value #PULL}
 * @param htpasswd their hashes, as the registry reads them
 * @param httpSecret what the registry signs the state of uploads with; kept, so that an upload survives a restart
 */
public record RegistryUsers(String push, String pull, String htpasswd, String httpSecret) {

    /** Name of the user that builds push with. */
    public static final String PUSH = "push";

    /** Name of the user that nodes pull with. */
    public static final String PULL = "pull";

    @Override
    public String toString() {
        return "RegistryUsers[]"; // never a password, wherever this is printed
    }
}
