package dev.onggi.operator.model;

/**
 * Names of what belongs to a LocalRegistry. The name of the resource is at most 40 characters long (a rule of its
 * schema), so that every name here stays below Kubernetes' 63.
 *
 * @param namespace namespace of the LocalRegistry
 * @param name its name
 */
public record RegistryNames(String namespace, String name) {

    /** Port of the Service and of the registry's Pod. */
    public static final int PORT = 5000;

    /** Where images that were copied in, or pulled through, from an upstream are in every registry. */
    public static final String UPSTREAM = "upstream/";

    /** The repositories of an upstream, without a slash at the end. A repository's name can have no ':', as ports have. */
    public static String upstream(String host) {
        return UPSTREAM + host.replace(':', '_');
    }

    /** Host of the registry, the same for pods and for nodes. */
    public String host() {
        return name + "." + namespace + ".svc";
    }

    /** Host and port: the prefix of every image reference. */
    public String address() {
        return host() + ":" + PORT;
    }

    /** The Service. */
    public String service() {
        return name;
    }

    /** The registry's Deployment, its claim, its ConfigMap, its NetworkPolicy and its Certificate of cert-manager. */
    public String registry() {
        return name + "-registry";
    }

    /** The Secret with the registry's certificate and key. */
    public String tlsSecret() {
        return name + "-registry-tls";
    }

    /** The Secret that cert-manager puts the certificate into. */
    public String issuedSecret() {
        return name + "-registry-issued";
    }

    /** The Secret with what the users' passwords are derived from, and their hashes. */
    public String usersSecret() {
        return name + "-registry-users";
    }

    /** The Secret to push with. */
    public String pushSecret() {
        return name + "-push";
    }

    /** The Secret to pull with. */
    public String pullSecret() {
        return name + "-pull";
    }

    /** The Secret with the CA that signed the registry's certificate. */
    public String caSecret() {
        return name + "-ca";
    }

    /** The Secret to push with, in a namespace that uses the registry. */
    public String pushSecretIn(String user) {
        return in(user, pushSecret());
    }

    /** The Secret to pull with, in a namespace that uses the registry. */
    public String pullSecretIn(String user) {
        return in(user, pullSecret());
    }

    /** The Secret with the CA, in a namespace that uses the registry. */
    public String caSecretIn(String user) {
        return in(user, caSecret());
    }

    /** No name of a resource has a dot, so that registries of two namespaces never share a name in a third. */
    private String in(String user, String secret) {
        return user.equals(namespace) ? secret : namespace + "." + secret;
    }

    /** The Pod that proves that a registry of others can be pushed to. */
    public String probe() {
        return name + "-probe";
    }

    /** The DaemonSet that proves that nodes can pull. */
    public String canary() {
        return name + "-canary";
    }
}
