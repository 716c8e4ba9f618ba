package dev.onggi.operator.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A tar archive with one executable file of root, dated 1970. It is one header of 512 bytes in the ustar format
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06); a library would bring more than
 * it saves, and its next version might write other bytes.
 */
final class SingleFileTar {

    private static final int BLOCK = 512;
    private static final int CHECKSUM_OFFSET = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE_OFFSET = 156;
    private static final int MAGIC_OFFSET = 257;

    private SingleFileTar() {}

    static byte[] of(String name, byte[] content) {
        var header = header(name, content.length);
        int padded = (content.length + BLOCK - 1) / BLOCK * BLOCK;
        // an archive ends with two empty blocks
        return ByteBuffer.allocate(BLOCK + padded + 2 * BLOCK)
                .put(header)
                .put(content)
                .array();
    }

    private static byte[] header(String name, int size) {
        var header = ByteBuffer.allocate(BLOCK);
        header.put(ascii(name));
        header.put(100, ascii("0000755\0" + "0000000\0" + "0000000\0" + "%011o\0".formatted(size) + "00000000000\0"));
        header.put(CHECKSUM_OFFSET, ascii(" ".repeat(CHECKSUM_LENGTH)));
        header.put(TYPE_OFFSET, ascii("0"));
        header.put(MAGIC_OFFSET, ascii("ustar\000" + "00"));
        header.put(329, ascii("0000000\0" + "0000000\0"));
        int sum = 0;
        for (byte value : header.array()) {
            sum += value & 0xff;
        }
        return header.put(CHECKSUM_OFFSET, ascii("%06o\0 ".formatted(sum))).array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
