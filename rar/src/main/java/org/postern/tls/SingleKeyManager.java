package org.postern.tls;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Serves exactly one key. The JDK's own key manager would copy the key into a key store, which a key that lives in
 * hardware does not allow, and would choose among entries, which is the binding's part.
 */
final class SingleKeyManager extends X509ExtendedKeyManager {
    private final String alias;
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    SingleKeyManager(String alias, PrivateKey key, List<X509Certificate> chain) {
        this.alias = alias;
        this.key = key;
        this.chain = chain;
    }

    /** The same in objects of another provider's own: what those of the JDK say of themselves it may not understand. */
    SingleKeyManager in(Provider provider) throws GeneralSecurityException {
        CertificateFactory certificates = CertificateFactory.getInstance("X.509", provider);
        List<X509Certificate> translated = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            translated.add((X509Certificate)
                    certificates.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
        }
        PrivateKey own = KeyFactory.getInstance(key.getAlgorithm(), provider)
                .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        return new SingleKeyManager(alias, own, translated);
    }

    /** That of the certificate. */
    PublicKey publicKey() {
        return chain.get(0).getPublicKey();
    }

    @Override
    public String toString() {
        return alias;
    }

    /** JSSE asks once for each kind of key that the client can verify, and takes "none" as the answer to try the next. */
    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return serves(keyType) ? alias : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return serves(keyType) ? alias : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return serves(keyType) ? new String[] {alias} : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String wanted) {
        return wanted.equals(alias) ? chain.toArray(X509Certificate[]::new) : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String wanted) {
        return wanted.equals(alias) ? key : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    private boolean serves(String keyType) {
        return KeyTypes.of(publicKey()).contains(keyType);
    }
}
