package org.postern.tls.keys;

/**
 * What the settings of a key store are called where the administrator wrote them: a remedy has to name them.
 *
 * @param store what kind of store they configure, for example {@code key store}
 */
public record SettingNames(String store, String location, String type, String password) {
    /** The keys that the adapter serves with. */
    public static final SettingNames ADAPTER =
            new SettingNames("key store", "keyStore", "keyStoreType", "keyStorePassword");

    /** The authorities whose clients the adapter trusts. */
    public static final SettingNames TRUST_STORE =
            new SettingNames("trust store", "trustStore", "trustStoreType", "trustStorePassword");

    private static final SettingNames CONTAINER = new SettingNames(
            "key store", "javax.net.ssl.keyStore", "javax.net.ssl.keyStoreType", "javax.net.ssl.keyStorePassword");
    private static final SettingNames CONTAINER_TRUST_STORE = new SettingNames(
            "trust store",
            "javax.net.ssl.trustStore",
            "javax.net.ssl.trustStoreType",
            "javax.net.ssl.trustStorePassword");

    /** The same where the password is called otherwise, or where there are several. */
    public SettingNames withPassword(String other) {
        return new SettingNames(store, location, type, other);
    }

    /** The system properties that say the same about the container's own store of this kind. */
    SettingNames ofContainer() {
        return store.equals(TRUST_STORE.store) ? CONTAINER_TRUST_STORE : CONTAINER;
    }
}
