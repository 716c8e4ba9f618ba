package dev.onggi.operator.event;

/**
 * Something that happened to a resource, to be told by an event.
 *
 * @param type whether a person should look
 * @param reason one CamelCase word, part of the API
 * @param action what the operator did, one CamelCase word
 * @param note a sentence for people, without secrets
 * @param key what makes this happening differ from another of the same reason, such as the number of the build: the same
 *     key is the same event
 * @param position sorts the events of one resource by their names: {@code kubectl describe} sorts by a time that events of
 *     this API version do not have, and shows them in the order in which the API server lists them
 */
public record Happening(Type type, String reason, String action, String note, String key, String position) {

    /** Something good or indifferent. */
    public static Happening normal(String reason, String action, String note, String key) {
        return new Happening(Type.NORMAL, reason, action, note, key, "");
    }

    /** Something that a person should look at. */
    public static Happening warning(String reason, String action, String note, String key) {
        return new Happening(Type.WARNING, reason, action, note, key, "");
    }

    /** This happening at a place among the others of its resource: lower case letters, digits and '-'. */
    public Happening at(String place) {
        return new Happening(type, reason, action, note, key, place);
    }

    /** The two types that Kubernetes knows. */
    public enum Type {
        /** Something good or indifferent. */
        NORMAL("Normal"),
        /** Something that a person should look at. */
        WARNING("Warning");

        private final String value;

        Type(String value) {
            this.value = value;
        }

        String value() {
            return value;
        }
    }
}
