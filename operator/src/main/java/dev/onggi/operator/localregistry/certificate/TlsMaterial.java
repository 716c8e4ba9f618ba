package dev.onggi.operator.localregistry.certificate;

import java.util.LinkedHashSet;

/**
 * What a server needs for TLS, and what its clients need to trust it, all in PEM.
 *
 * @param certificate the server's certificate, with intermediate ones after it
 * @param privateKey the key that belongs to it
 * @param authorities the CAs to trust
 */
public record TlsMaterial(String certificate, String privateKey, String authorities) {

    /** CAs of two texts in one, each once. */
    public static String union(String authorities, String others) {
        var all = new LinkedHashSet<>(Pem.blocks(authorities));
        all.addAll(Pem.blocks(others));
        return String.join("", all);
    }

    /** Whether all the CAs of one text are in another. */
    public static boolean isWithin(String authorities, String others) {
        return Pem.blocks(others).containsAll(Pem.blocks(authorities));
    }

    @Override
    public String toString() {
        return "TlsMaterial[]"; // never the key, wherever this is printed
    }
}
