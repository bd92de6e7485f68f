package org.postern.tls;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreSpi;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.tls.keys.KeyStoreKeys;
import org.postern.tls.keys.LoadedKeys;

/** The key store of a hardware device that holds one key, with certificates or none. */
public final class DeviceKeyStore extends KeyStoreSpi {
    private final Set<String> aliases;
    private final Supplier<? extends Key> key;
    private final List<? extends Certificate> chain;

    private DeviceKeyStore(Set<String> aliases, Supplier<? extends Key> key, List<? extends Certificate> chain) {
        this.aliases = aliases;
        this.key = key;
        this.chain = chain;
    }

    static LoadedKeys holding(String alias, Supplier<Key> key) throws Exception {
        return holding(alias, key, List.of());
    }

    static LoadedKeys holding(String alias, Supplier<Key> key, List<? extends Certificate> chain) throws Exception {
        return new KeyStoreKeys(of(Set.of(alias), key, chain), List.of());
    }

    /** With the same key and certificates under each alias. */
    public static KeyStore of(Set<String> aliases, Supplier<? extends Key> key, List<? extends Certificate> chain)
            throws Exception {
        KeyStore store = new KeyStore(new DeviceKeyStore(aliases, key, chain), null, "device") {};
        store.load(null, null);
        return store;
    }

    @Override
    public Key engineGetKey(String wanted, char[] password) {
        return key.get();
    }

    @Override
    public boolean engineContainsAlias(String wanted) {
        return aliases.contains(wanted);
    }

    @Override
    public boolean engineIsKeyEntry(String wanted) {
        return aliases.contains(wanted);
    }

    @Override
    public Enumeration<String> engineAliases() {
        return Collections.enumeration(aliases);
    }

    @Override
    public int engineSize() {
        return aliases.size();
    }

    @Override
    public void engineLoad(InputStream in, char[] password) {}

    @Override
    public Certificate @Nullable [] engineGetCertificateChain(String wanted) {
        return chain.isEmpty() ? null : chain.toArray(Certificate[]::new);
    }

    @Override
    public Certificate engineGetCertificate(String wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Date engineGetCreationDate(String wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String wanted, Key key, char[] password, Certificate[] chain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String wanted, byte[] key, Certificate[] chain) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetCertificateEntry(String wanted, Certificate certificate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineDeleteEntry(String wanted) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean engineIsCertificateEntry(String wanted) {
        return false;
    }

    @Override
    public String engineGetCertificateAlias(Certificate certificate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void engineStore(OutputStream out, char[] password) {
        throw new UnsupportedOperationException();
    }
}
