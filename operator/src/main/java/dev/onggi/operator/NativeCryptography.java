package dev.onggi.operator;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import org.jboss.logging.Logger;

/**
 * Ciphers, signatures and keys by native code (AWS-LC) in the place of the Java runtime's own. That has them in Java, and
 * only its second compiler, for which the operator's memory has no room, knows the processor's instructions for them.
 */
final class NativeCryptography {

    /** The library lies beside the application, where the image has only that of its processor. */
    private static final String LIBRARY_FROM_PATH = "com.amazon.corretto.crypto.provider.useExternalLib";

    private NativeCryptography() {}

    /** Has it used from now on; where it cannot be loaded, all works as before and is slower. */
    static void install() {
        System.setProperty(LIBRARY_FROM_PATH, "true");
        var provider = AmazonCorrettoCryptoProvider.INSTANCE;
        if (provider.getLoadingError() != null) {
            Logger.getLogger(NativeCryptography.class)
                    .warnf(
                            "cryptography is the Java runtime's own, and takes some CPU more: %s",
                            provider.getLoadingError().getMessage());
            return;
        }
        AmazonCorrettoCryptoProvider.install();
    }
}
