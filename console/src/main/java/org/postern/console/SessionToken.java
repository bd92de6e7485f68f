package org.postern.console;

import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A secret of one session: pages of other sites can send its cookie, but cannot read this. */
final class SessionToken {
    private static final String ATTRIBUTE = SessionToken.class.getName();
    private static final int OCTETS = 32;

    private SessionToken() {}

    static String of(HttpSession session) {
        synchronized (session) {
            if (session.getAttribute(ATTRIBUTE) instanceof String token) {
                return token;
            }
            byte[] octets = new byte[OCTETS];
            new SecureRandom().nextBytes(octets);
            String token = HexFormat.of().formatHex(octets);
            session.setAttribute(ATTRIBUTE, token);
            return token;
        }
    }
}
