package dev.onggi.api.v1alpha1;

/** What the name of an object of Kubernetes looks like: a name that no object can have is refused when it is applied. */
final class ObjectName {

    static final String RULE = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')";

    static final String MESSAGE =
            "name must be that of an object in the namespace of this resource: lower case letters, digits, '-' and '.'";

    private ObjectName() {}
}
