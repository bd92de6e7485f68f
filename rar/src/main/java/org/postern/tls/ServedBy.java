package org.postern.tls;

import java.util.Optional;

/**
 * Which TLS serves a certificate, and why not the native one. Immutable.
 *
 * @param engines of the native library, if it serves it
 * @param provider as management beans call it
 * @param sentence for the administrator
 * @param staple what comes with it for clients that ask
 */
record ServedBy(Optional<NativeTls.Engines> engines, String provider, String sentence, Staple staple) {
    static ServedBy nativeTls(String name, NativeTls.Engines engines, Staple staple) {
        return new ServedBy(Optional.of(engines), name, name + " serves it.", staple);
    }

    /**
     * The JDK's.
     *
     * @param why a clause
     */
    static ServedBy jdk(String why, Staple staple) {
        return new ServedBy(Optional.empty(), "JDK", "The JDK's TLS serves it: " + why + ".", staple);
    }
}
