package dev.onggi.operator.gateway.collect;

import dev.onggi.operator.model.Digest;
import java.util.Arrays;

/**
 * A set of digests of which it holds the first 64 bits alone, in 16 to 32 bytes each, so that a million blobs need no more
 * than 32 MiB. It may say that it has one which it has not: a blob is then kept that could have gone. The other way round
 * it does not err.
 */
final class DigestSet {

    private static final int BITS_IN_HEX = 16;
    private static final int RADIX = 16;

    private long[] slots;
    private int size;

    DigestSet() {
        this(1024);
    }

    /** With room for half as many as these slots, a power of two. */
    DigestSet(int slots) {
        this.slots = new long[slots];
    }

    void add(Digest digest) {
        if (put(slots, key(digest)) && ++size > slots.length / 2) {
            var larger = new long[slots.length * 2];
            Arrays.stream(slots).filter(key -> key != 0).forEach(key -> put(larger, key));
            slots = larger;
        }
    }

    boolean contains(Digest digest) {
        long key = key(digest);
        return slots[slot(slots, key)] == key;
    }

    int size() {
        return size;
    }

    private static boolean put(long[] slots, long key) {
        int slot = slot(slots, key);
        boolean added = slots[slot] == 0;
        slots[slot] = key;
        return added;
    }

    /** Where a key is, or where it can be put. */
    private static int slot(long[] slots, long key) {
        int slot = (int) (key & (slots.length - 1));
        while (slots[slot] != 0 && slots[slot] != key) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /** Zero stands for a slot that is free. */
    private static long key(Digest digest) {
        long key = Long.parseUnsignedLong(digest.hex().substring(0, BITS_IN_HEX), RADIX);
        return key == 0 ? 1 : key;
    }
}
