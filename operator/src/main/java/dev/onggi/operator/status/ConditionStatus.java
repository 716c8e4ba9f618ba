package dev.onggi.operator.status;

/** The three values that the status of a condition can have. */
public enum ConditionStatus {
    /** The condition holds. */
    TRUE("True"),
    /** The condition does not hold. */
    FALSE("False"),
    /** It is not known yet whether the condition holds. */
    UNKNOWN("Unknown");

    private final String value;

    ConditionStatus(String value) {
        this.value = value;
    }

    /** The status that a text means; whatever is neither True nor False is not known. */
    static ConditionStatus of(String value) {
        return switch (value) {
            case "True" -> TRUE;
            case "False" -> FALSE;
            default -> UNKNOWN;
        };
    }

    /** As it stands in a resource. */
    public String value() {
        return value;
    }
}
