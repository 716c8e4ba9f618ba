package dev.onggi.operator.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of an entry, as it stands in its block.
 *
 * @param name path
 * @param type letter or digit for what it is
 * @param target what a link leads to
 * @param mode permissions
 * @param size bytes that follow
 * @param modified seconds since 1970
 */
record TarHeader(String name, char type, String target, int mode, long size, long modified) {

    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;

    /** The header in a block. */
    static TarHeader of(byte[] block) throws TarReader.FormatException {
        requireChecksum(block);
        var name = text(block, 0, 100);
        // GNU's own format has other things where POSIX has the first part of a long path
        var prefix = "ustar\0".equals(raw(block, 257, 6)) ? text(block, 345, 155) : "";
        return new TarHeader(
                prefix.isEmpty() ? name : prefix + "/" + name,
                (char) (block[156] & 0xff),
                text(block, 157, 100),
                (int) (number(block, 100, 8) & 0xffff),
                size(block),
                number(block, 136, 12));
    }

    static boolean isEmpty(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /** Only entries of these kinds are followed by content, whatever size the others claim. */
    private static long size(byte[] block) throws TarReader.FormatException {
        return switch ((char) (block[156] & 0xff)) {
            case '1', '2', '3', '4', '5', '6' -> 0;
            default -> {
                long size = number(block, 124, 12);
                if (size < 0) {
                    throw new TarReader.FormatException("an entry has a size below zero");
                }
                yield size;
            }
        };
    }

    private static void requireChecksum(byte[] block) throws TarReader.FormatException {
        long sum = 0;
        for (int i = 0; i < block.length; i++) {
            boolean own = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
            sum += own ? ' ' : block[i] & 0xff;
        }
        if (!text(block, CHECKSUM, CHECKSUM_LENGTH).strip().matches("0*" + Long.toOctalString(sum))) {
            throw new TarReader.FormatException("it is no tar archive, or a broken one");
        }
    }

    /** Octal digits; or, as GNU tar writes large numbers, a byte with its highest bit set, and the number in bytes. */
    private static long number(byte[] block, int offset, int length) throws TarReader.FormatException {
        if ((block[offset] & 0x80) != 0) {
            return binary(block, offset, length);
        }
        var digits = text(block, offset, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new TarReader.FormatException("a number in a header is none");
        }
    }

    private static long binary(byte[] block, int offset, int length) throws TarReader.FormatException {
        boolean negative = (block[offset] & 0x40) != 0;
        long value = negative ? -1 : 0;
        for (int i = offset; i < offset + length; i++) {
            if (value >> 55 != (negative ? -1 : 0)) {
                throw new TarReader.FormatException("a number in a header is too large");
            }
            // the first byte has the mark in its highest bit
            int digit = i == offset ? (negative ? block[i] | 0x80 : block[i] & 0x3f) : block[i];
            value = (value << 8) | (digit & 0xff);
        }
        return value;
    }

    private static String text(byte[] block, int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(Arrays.copyOfRange(block, offset, end), StandardCharsets.UTF_8);
    }

    private static String raw(byte[] block, int offset, int length) {
        return new String(block, offset, length, StandardCharsets.ISO_8859_1);
    }
}
