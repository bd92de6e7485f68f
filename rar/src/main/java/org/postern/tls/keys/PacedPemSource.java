package org.postern.tls.keys;

import org.jspecify.annotations.Nullable;

/**
 * PEM files that are looked at the more rarely the more names there are beside them: a look asks the file system about each.
 * Up to 200 are looked at each time, 10,000 each 50th time, so that an idle adapter costs nothing that could be measured. What
 * was read is looked at once more at once: whether the administrator is at work there decides what counts.
 */
final class PacedPemSource implements KeyStoreSource {
    private static final int NAMES_FOR_A_LOOK = 200;

    private final PemKeyStoreSource files;
    private @Nullable Object last;
    private int looksToPass;

    PacedPemSource(PemKeyStoreSource files) {
        this.files = files;
    }

    @Override
    public String description() {
        return files.description();
    }

    @Override
    public Object fingerprint() {
        Object known = last;
        if (known != null && looksToPass > 0) {
            looksToPass--;
            return known;
        }
        PemKeyStoreSource.Look look = files.look();
        last = look.fingerprint();
        looksToPass = (look.names() - 1) / NAMES_FOR_A_LOOK;
        return look.fingerprint();
    }

    @Override
    public boolean writtenInParts() {
        return files.writtenInParts();
    }

    @Override
    public LoadedKeys load() throws KeyStoreUnreadableException {
        looksToPass = 0;
        return files.load();
    }

    /** As their files are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PacedPemSource same && files.equals(same.files);
    }

    @Override
    public int hashCode() {
        return files.hashCode();
    }
}
