package org.postern.ra.shared;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.postern.ra.config.Sha256;

/** A store may be read by others, who have no business with names of users and addresses of peers. */
public final class Digests {
    private Digests() {}

    public static String of(String text) {
        return HexFormat.of().formatHex(Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
