package dev.onggi.operator.gateway.storage;

/**
 * Which images are asked for.
 *
 * @param repository what their repository begins with; empty for all
 * @param search text that must be in {@code repository:tag}, whatever its case; empty for all
 * @param limit how many are answered at most, 1 to {@value #MOST}
 */
public record ImageQuery(String repository, String search, int limit) {

    /** The most that one question is answered with. */
    public static final int MOST = 10_000;

    /** What is answered where no limit is given. */
    public static final int USUAL = 1_000;

    /**
     * A query.
     *
     * @throws IllegalArgumentException where the limit is out of its range
     */
    public ImageQuery {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be from 1 to " + MOST + ", it is " + limit);
        }
    }
}
