package dev.onggi.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Security;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

class NativeCryptographyTest {

    @Test
    void shouldLeaveTheRuntimesOwnWhenThereIsNoLibraryForThisProcessor() throws GeneralSecurityException {
        // Given
        var before = Security.getProviders();

        // When
        NativeCryptography.install();

        // Then
        assertThat(Security.getProviders()).isEqualTo(before);
        assertThat(Cipher.getInstance("AES/GCM/NoPadding").getProvider().getName())
                .isEqualTo("SunJCE");
    }
}
