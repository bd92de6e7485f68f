package org.postern.tls;

/** What the settings of a key store are called where the administrator wrote them: a remedy has to name them. */
record SettingNames(String location, String type, String password) {
    static final SettingNames ADAPTER = new SettingNames("keyStore", "keyStoreType", "keyStorePassword");
    static final SettingNames CONTAINER =
            new SettingNames("javax.net.ssl.keyStore", "javax.net.ssl.keyStoreType", "javax.net.ssl.keyStorePassword");
}
