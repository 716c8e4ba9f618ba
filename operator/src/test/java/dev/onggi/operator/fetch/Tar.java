package dev.onggi.operator.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Makes archives, also such as no program makes. */
final class Tar {

    private static final int BLOCK = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Tar file(String name, String content) {
        return entry(name, '0', "", 0644, content.getBytes(StandardCharsets.UTF_8));
    }

    Tar program(String name, String content) {
        return entry(name, '0', "", 0755, content.getBytes(StandardCharsets.UTF_8));
    }

    Tar directory(String name) {
        return entry(name, '5', "", 0755, new byte[0]);
    }

    Tar symbolicLink(String name, String target) {
        return entry(name, '2', target, 0777, new byte[0]);
    }

    Tar hardLink(String name, String target) {
        return entry(name, '1', target, 0644, new byte[0]);
    }

    Tar entry(String name, char type, String target, int mode, byte[] content) {
        var header = ByteBuffer.allocate(BLOCK);
        header.put(0, name.getBytes(StandardCharsets.UTF_8));
        header.put(100, ascii("%07o\0".formatted(mode)));
        header.put(124, ascii("%011o\0".formatted(content.length)));
        header.put(136, ascii("%011o\0".formatted(1_767_225_600L)));
        header.put(156, new byte[] {(byte) type});
        header.put(157, target.getBytes(StandardCharsets.UTF_8));
        header.put(257, ascii("ustar\00000"));
        header.put(148, ascii("        "));
        int sum = 0;
        for (byte value : header.array()) {
            sum += value & 0xff;
        }
        header.put(148, ascii("%06o\0 ".formatted(sum)));
        out.writeBytes(header.array());
        out.writeBytes(content);
        out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    byte[] bytes() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(out.toByteArray());
        all.writeBytes(new byte[2 * BLOCK]);
        return all.toByteArray();
    }

    byte[] gzip() {
        return gzip(bytes());
    }

    static byte[] gzip(byte[] content) {
        var all = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(all)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    Path in(Path directory) throws IOException {
        return Files.write(directory.resolve("archive"), bytes());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
