package dev.onggi.operator.localregistry.storage;

import dev.onggi.operator.localregistry.LocalRegistryReasons;

/** How full the storage is, in the terms of what follows from it. */
public enum StorageLevel {
    /** There is room, or nobody knows how much there is. */
    ROOM,
    /** Somebody should know of it. */
    ALMOST_FULL,
    /** New builds wait. */
    FULL;

    /** From so many percent on somebody is told. */
    public static final int ALMOST_FULL_AT = 80;

    /** From so many percent on garbage is collected at once. */
    public static final int COLLECT_AT = 90;

    /** From so many percent on new builds wait. */
    public static final int FULL_AT = 95;

    /** A level is left so many percent below where it was entered, so that it is not entered time and again. */
    private static final int HYSTERESIS = 2;

    /**
     * The level.
     *
     * @param usedPercent how much is used
     * @param reasonBefore reason of the condition StorageReady as it stands, or null
     */
    public static StorageLevel of(int usedPercent, String reasonBefore) {
        boolean wasFull = LocalRegistryReasons.STORAGE_FULL.equals(reasonBefore);
        boolean wasAlmostFull = wasFull || LocalRegistryReasons.STORAGE_ALMOST_FULL.equals(reasonBefore);
        if (usedPercent >= FULL_AT - (wasFull ? HYSTERESIS : 0)) {
            return FULL;
        }
        return usedPercent >= ALMOST_FULL_AT - (wasAlmostFull ? HYSTERESIS : 0) ? ALMOST_FULL : ROOM;
    }
}
