package org.postern.tls.keys;

/**
 * Where keys come from. An implementation is the only place that knows its container or file format; it need not be
 * thread-safe, and may block.
 */
public interface KeyStoreSource {

    /** Names the source within a sentence for administrators: {@code the key store /etc/postern/keys.p12}. */
    String description();

    /**
     * A cheap value that is unequal to an earlier one when the keys may have changed since. Never fails: a store that
     * cannot be looked at has a fingerprint too.
     */
    Object fingerprint();

    /**
     * Whether one entry consists of several files, which change one after another. What takes a certificate away then
     * counts only when a second look finds the same.
     */
    default boolean writtenInParts() {
        return false;
    }

    /** Whether keys may come and go without another fingerprint, as those of a device do that is unplugged. */
    default boolean mayChangeUnseen() {
        return false;
    }

    /** Reads the keys as they are now. */
    LoadedKeys load() throws KeyStoreUnreadableException;
}
