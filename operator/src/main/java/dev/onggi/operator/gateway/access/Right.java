package dev.onggi.operator.gateway.access;

import java.util.Locale;

/** What a user may do. Each right includes those before it. */
public enum Right {
    /** read everything */
    PULL,
    /** write below the user's prefix */
    PUSH,
    /** write and delete everywhere, and use the admin API */
    ADMIN;

    /** Whether this right includes another. */
    boolean includes(Right other) {
        return compareTo(other) >= 0;
    }

    /**
     * The right of a name in the users' file.
     *
     * @throws IllegalArgumentException where there is none
     */
    static Right named(String name) {
        for (Right right : values()) {
            if (right.label().equals(name)) {
                return right;
            }
        }
        throw new IllegalArgumentException("rights must be Pull, Push or Admin");
    }

    /** Its name in the users' file. */
    String label() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
