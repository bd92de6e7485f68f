package org.postern.tls.keys;

import java.util.List;

/** What one item of the administrator's list stands for: often one source, and sometimes more of them later. */
interface SourceGroup {

    /** Which there are at the moment, in the order of look-up. */
    List<KeyStoreSource> current();

    /** The group that is always this one source. */
    static SourceGroup of(KeyStoreSource source) {
        List<KeyStoreSource> alone = List.of(source);
        return () -> alone;
    }
}
