package dev.onggi.operator.builder.api;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The one certificate that a side has, whoever asks. The runtime's own key managers keep keys in a store, which encrypts each with
 * its password, and an empty one too: ten thousand rounds when the key is put in and as many when it is taken out
 * (keystore.pkcs12.keyPbeIterationCount), most of what a first handshake costs.
 */
final class OwnKey extends X509ExtendedKeyManager {

    private static final String ALIAS = "own";

    private final X509Certificate[] chain;
    private final PrivateKey privateKey;

    OwnKey(X509Certificate certificate, PrivateKey privateKey) {
        this.chain = new X509Certificate[] {certificate};
        this.privateKey = privateKey;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return aliases(keyType);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return aliases(keyType);
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return chosen(keyTypes);
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return chosen(keyTypes);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return chosen(keyType);
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return chosen(keyType);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return ALIAS.equals(alias) ? chain.clone() : null;
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return ALIAS.equals(alias) ? privateKey : null;
    }

    private String[] aliases(String keyType) {
        return chosen(keyType) == null ? null : new String[] {ALIAS};
    }

    /** Null where no key of these types is there, as the interface has it. */
    private String chosen(String... keyTypes) {
        for (var keyType : keyTypes) {
            if (privateKey.getAlgorithm().equals(keyType)) {
                return ALIAS;
            }
        }
        return null;
    }
}
