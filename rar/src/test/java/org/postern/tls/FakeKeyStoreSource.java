package org.postern.tls;

import java.util.List;
import java.util.Optional;
import org.postern.tls.keys.KeyStoreKeys;
import org.postern.tls.keys.KeyStoreSource;
import org.postern.tls.keys.KeyStoreUnreadableException;
import org.postern.tls.keys.LoadedKeys;

/** A source whose content is set by the test. */
final class FakeKeyStoreSource implements KeyStoreSource {
    private Optional<TestKeyStore> content = Optional.empty();
    private int version;
    private int loads;
    private boolean gone;
    private boolean inParts;
    private boolean unseen;
    private Runnable whileLoading = () -> {};
    private Runnable whileLooking = () -> {};

    static FakeKeyStoreSource holding(TestKeyStore store) {
        FakeKeyStoreSource source = new FakeKeyStoreSource();
        source.put(store);
        return source;
    }

    void put(TestKeyStore store) {
        content = Optional.of(store);
        gone = false;
        version++;
    }

    void damage() {
        content = Optional.empty();
        version++;
    }

    void remove() {
        damage();
        gone = true;
    }

    /** An entry is several files from now on. */
    FakeKeyStoreSource inParts() {
        inParts = true;
        return this;
    }

    /** Its keys come and go from now on without another fingerprint. */
    FakeKeyStoreSource unseen() {
        unseen = true;
        return this;
    }

    /** The file was written anew with what it held before. */
    void touch() {
        version++;
    }

    /** Somebody comes while the store is read. */
    void whileLoading(Runnable what) {
        whileLoading = what;
    }

    /** Whenever somebody looks whether it has changed. */
    void whileLooking(Runnable what) {
        whileLooking = what;
    }

    /** Becomes readable without a change that a fingerprint could show. */
    void permit(TestKeyStore store) {
        content = Optional.of(store);
    }

    int loads() {
        return loads;
    }

    @Override
    public String description() {
        return "the key store keys.p12";
    }

    @Override
    public Object fingerprint() {
        whileLooking.run();
        return version;
    }

    @Override
    public boolean writtenInParts() {
        return inParts;
    }

    @Override
    public boolean mayChangeUnseen() {
        return unseen;
    }

    @Override
    public LoadedKeys load() throws KeyStoreUnreadableException {
        loads++;
        whileLoading.run();
        if (gone) {
            throw KeyStoreUnreadableException.gone("There is no keys.p12.", null);
        }
        TestKeyStore store = content.orElseThrow(
                () -> new KeyStoreUnreadableException("Cannot read keys.p12: it is damaged.", null));
        return new KeyStoreKeys(store.keyStore(), List.of(TestKeyStore.PASSWORD));
    }
}
