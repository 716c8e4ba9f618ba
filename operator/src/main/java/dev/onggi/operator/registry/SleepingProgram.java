package dev.onggi.operator.registry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * A Linux program that does nothing for ever: an ELF file without libraries, its machine code written out. It needs no
 * file system, no memory of its own and no signal handler; the kubelet ends it with SIGKILL.
 */
enum SleepingProgram {

    /** {@code again: mov eax, 34 (pause); syscall; jmp again}. */
    AMD64(62, "b822000000 0f05 ebf7"),

    /**
     * There is no pause(2) on arm64: {@code again: ppoll(NULL, 0, NULL, NULL)}, which is mov x0..x3, 0; mov x8, 73; svc
     * 0; b again.
     */
    ARM64(183, "000080d2 010080d2 020080d2 030080d2 280980d2 010000d4 faffff17");

    private static final int HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final int PROGRAM_HEADERS = 2;
    private static final int CODE_OFFSET = HEADER + PROGRAM_HEADERS * PROGRAM_HEADER;
    private static final long ADDRESS = 0x400000;
    /** The largest page of the two architectures. */
    private static final long ALIGNMENT = 0x10000;

    private static final byte[] IDENTIFICATION = HexFormat.of().parseHex("7f454c46020101000000000000000000");
    private static final short EXECUTABLE = 2;
    private static final int LOAD = 1;
    private static final int GNU_STACK = 0x6474e551;
    private static final int READ = 4;
    private static final int WRITE = 2;
    private static final int EXECUTE = 1;

    private final short machine;
    private final String code;

    SleepingProgram(int machine, String code) {
        this.machine = (short) machine;
        this.code = code.replace(" ", "");
    }

    /** The file, in the layout of https://refspecs.linuxfoundation.org/elf/gabi4+/contents.html. */
    byte[] elf() {
        var instructions = HexFormat.of().parseHex(code);
        int size = CODE_OFFSET + instructions.length;
        var file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(IDENTIFICATION).putShort(EXECUTABLE).putShort(machine).putInt(1);
        file.putLong(ADDRESS + CODE_OFFSET).putLong(HEADER).putLong(0).putInt(0);
        file.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) PROGRAM_HEADERS);
        file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        segment(file, LOAD, READ | EXECUTE, ADDRESS, size, ALIGNMENT);
        // without it kernels give the program an executable stack, which hardened nodes refuse
        segment(file, GNU_STACK, READ | WRITE, 0, 0, 0);
        return file.put(instructions).array();
    }

    private static void segment(ByteBuffer file, int type, int flags, long address, long size, long alignment) {
        file.putInt(type).putInt(flags).putLong(0).putLong(address).putLong(address);
        file.putLong(size).putLong(size).putLong(alignment);
    }
}
