package dev.onggi.operator.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads tar archives as POSIX and GNU tar write them
 * (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13). Strict, for what is read is
 * somebody's who may mean harm: whatever is not understood is an error.
 */
final class TarReader {

    /** No archive of these formats, or a broken one. */
    static final class FormatException extends IOException {

        private static final long serialVersionUID = 1L;

        FormatException(String message) {
            super(message);
        }
    }

    private static final int BLOCK = 512;
    /** A path has at most 4096 bytes, and an extended header some of them. */
    private static final int LONGEST_EXTENSION = 1 << 20;

    private final InputStream in;
    /** Bytes of the present entry that were not read yet, and its padding. */
    private long left;

    private long padding;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** The next entry; empty at the end of the archive. */
    Optional<TarEntry> next() throws IOException {
        var extensions = new TarExtensions();
        while (true) {
            in.skipNBytes(left + padding);
            left = 0;
            padding = 0;
            var block = in.readNBytes(BLOCK);
            if (block.length == 0 || (block.length == BLOCK && TarHeader.isEmpty(block))) {
                extensions.requireNone();
                return Optional.empty();
            }
            if (block.length < BLOCK) {
                throw new FormatException("it ends in the middle of an entry");
            }
            var header = TarHeader.of(block);
            switch (header.type()) {
                case 'x' -> extensions.addPax(extension(header));
                case 'g' -> extension(header); // for all entries: comments, in practice
                case 'L' -> extensions.addName(extension(header));
                case 'K' -> extensions.addTarget(extension(header));
                default -> {
                    var entry = extensions.applyTo(header);
                    begin(entry.size());
                    return Optional.of(entry);
                }
            }
        }
    }

    /** The content of the present entry, as far as it was not read yet. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (left == 0) {
                    return -1;
                }
                int read = in.read(buffer, offset, (int) Math.min(length, left));
                if (read < 0) {
                    throw new EOFException("it ends in the middle of a file");
                }
                left -= read;
                return read;
            }
        };
    }

    private byte[] extension(TarHeader header) throws IOException {
        if (header.size() > LONGEST_EXTENSION) {
            throw new FormatException("an extended header is longer than " + LONGEST_EXTENSION + " bytes");
        }
        begin(header.size());
        return content().readAllBytes();
    }

    private void begin(long size) {
        left = size;
        padding = (BLOCK - size % BLOCK) % BLOCK;
    }
}
