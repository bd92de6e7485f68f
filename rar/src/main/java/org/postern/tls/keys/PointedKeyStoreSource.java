package org.postern.tls.keys;

/** A key store in a file that a server names. It is asked anew each time, and a password that was corrected counts like a file. */
record PointedKeyStoreSource(Pointer pointer) implements KeyStoreSource {

    /** Names the file. Equal to others that ask the same server for the same. */
    interface Pointer {
        /** Names the store while its file is not known. */
        String description();

        FileKeyStoreSource file() throws KeyStoreUnreadableException;
    }

    @Override
    public String description() {
        try {
            return pointer.file().description();
        } catch (KeyStoreUnreadableException e) {
            return pointer.description();
        }
    }

    @Override
    public Object fingerprint() {
        try {
            FileKeyStoreSource file = pointer.file();
            return new Fingerprint(file, file.fingerprint());
        } catch (KeyStoreUnreadableException e) {
            return e.sentence();
        }
    }

    @Override
    public LoadedKeys load() throws KeyStoreUnreadableException {
        return pointer.file().load();
    }

    private record Fingerprint(FileKeyStoreSource settings, Object file) {}
}
