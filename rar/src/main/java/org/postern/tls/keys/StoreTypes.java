package org.postern.tls.keys;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Security;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The types of key stores in files: what this JVM knows, and BCFKS, which the adapter brings along. */
final class StoreTypes {
    static final String BCFKS = "BCFKS";
    static final String PKCS12 = "PKCS12";

    private StoreTypes() {}

    /** Whether a type can be opened; otherwise says what to write instead. Null means that none was given. */
    static boolean check(@Nullable String type, SettingNames names, Consumer<String> problems) {
        if (type == null || type.equalsIgnoreCase(BCFKS)) {
            return true;
        }
        try {
            KeyStore.getInstance(type);
            return true;
        } catch (KeyStoreException e) {
            SortedSet<String> known = new TreeSet<>(Security.getAlgorithms("KeyStore"));
            known.add(BCFKS);
            problems.accept(names.type() + ": \"" + type + "\" is not known. Write one of " + String.join(", ", known)
                    + ", or leave it out: the usual types are recognised.");
            return false;
        }
    }
}
