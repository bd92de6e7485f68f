package org.postern.tls.keys;

/** Stands for a key store of the container that could not be found, and says why. */
record UnknownKeyStoreSource(String description, String sentence, boolean gone) implements KeyStoreSource {

    /** There is none. */
    static UnknownKeyStoreSource missing(String description, String sentence) {
        return new UnknownKeyStoreSource(description, sentence, true);
    }

    /** There may be one, but the server is different from what was expected. */
    static UnknownKeyStoreSource differs(String description, SettingNames names, ServerDiffersException e) {
        return new UnknownKeyStoreSource(description, differs(description, names, e.reason()), false);
    }

    static String differs(String description, SettingNames names, String reason) {
        return "Cannot find " + description + ": " + reason
                + ". This version of the server is different from those that the adapter knows. Set " + names.location()
                + " to file:PATH.";
    }

    @Override
    public Object fingerprint() {
        return sentence;
    }

    @Override
    public LoadedKeys load() throws KeyStoreUnreadableException {
        throw gone ? KeyStoreUnreadableException.gone(sentence, null) : new KeyStoreUnreadableException(sentence, null);
    }
}
