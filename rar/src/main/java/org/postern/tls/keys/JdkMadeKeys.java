package org.postern.tls.keys;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** The keys of a store in software that a provider of the adapter's read, remade by those of the JVM. */
record JdkMadeKeys(LoadedKeys keys) implements LoadedKeys {
    @Override
    public boolean contains(String alias) throws KeyStoreException {
        return keys.contains(alias);
    }

    @Override
    public List<String> keyAliases() throws KeyStoreException {
        return keys.keyAliases();
    }

    @Override
    public Optional<Key> key(String alias) throws GeneralSecurityException {
        Optional<Key> key = keys.key(alias);
        return key.isPresent() && key.get() instanceof PrivateKey made
                ? Optional.of(JdkObjects.privateKey(PrivateKeyInfo.getInstance(made.getEncoded())))
                : key;
    }

    @Override
    public List<X509Certificate> chain(String alias) throws GeneralSecurityException {
        return FoundCertificates.of(keys.chain(alias)).read();
    }

    @Override
    public List<UnreadCertificate> unread(String alias) throws GeneralSecurityException {
        return FoundCertificates.of(keys.chain(alias)).unread();
    }

    @Override
    public List<X509Certificate> trusted() throws GeneralSecurityException {
        return JdkObjects.remade(keys.trusted());
    }
}
