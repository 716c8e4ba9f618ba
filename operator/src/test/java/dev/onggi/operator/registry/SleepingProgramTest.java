package dev.onggi.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SleepingProgramTest {

    private static final int SIGKILL = 137;

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldStayAliveUntilKilledWhenRun(@TempDir Path folder) throws IOException, InterruptedException {
        // Given
        var file = Files.write(folder.resolve("pause"), programOfThisMachine().elf());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));

        // When
        var process = new ProcessBuilder(file.toString()).start();
        boolean ended = process.waitFor(1, TimeUnit.SECONDS);

        // Then
        assertThat(ended).isFalse();
        process.destroyForcibly();
        assertThat(process.waitFor()).isEqualTo(SIGKILL);
    }

    @Test
    void shouldBeWrittenForItsMachineWhenMadeForAnother() {
        // When
        var amd64 = SleepingProgram.AMD64.elf();
        var arm64 = SleepingProgram.ARM64.elf();

        // Then: the field e_machine, EM_X86_64 and EM_AARCH64
        assertThat(amd64[18]).isEqualTo((byte) 62);
        assertThat(arm64[18]).isEqualTo((byte) 183);
    }

    private static SleepingProgram programOfThisMachine() {
        return System.getProperty("os.arch").equals("aarch64") ? SleepingProgram.ARM64 : SleepingProgram.AMD64;
    }
}
