package org.postern.tls;

import java.util.List;
import java.util.Optional;

/** A source whose content is set by the test. */
final class FakeKeyStoreSource implements KeyStoreSource {
    private Optional<TestKeyStore> content = Optional.empty();
    private int version;
    private int loads;

    static FakeKeyStoreSource holding(TestKeyStore store) {
        FakeKeyStoreSource source = new FakeKeyStoreSource();
        source.put(store);
        return source;
    }

    void put(TestKeyStore store) {
        content = Optional.of(store);
        version++;
    }

    void damage() {
        content = Optional.empty();
        version++;
    }

    /** The file was written anew with what it held before. */
    void touch() {
        version++;
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
        return version;
    }

    @Override
    public LoadedKeys load() throws KeyStoreUnreadableException {
        loads++;
        TestKeyStore store = content.orElseThrow(
                () -> new KeyStoreUnreadableException("Cannot read keys.p12: it is damaged.", null));
        return new LoadedKeys(store.keyStore(), List.of(TestKeyStore.PASSWORD));
    }
}
