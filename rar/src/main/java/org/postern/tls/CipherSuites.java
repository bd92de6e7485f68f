package org.postern.tls;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Which cipher suites a server offers. */
public final class CipherSuites {
    private CipherSuites() {}

    /**
     * Reads names separated by colons, commas or blanks, the preferred first. Blank text means the default: all suites
     * with forward secrecy and authenticated encryption that this JVM has enabled, in its order, and behind them those of old
     * versions of TLS where one is served.
     *
     * @param protocols that are served
     * @param problems takes one sentence for each thing that is wrong
     */
    public static List<String> parse(String text, List<String> protocols, Consumer<String> problems) {
        String[] enabled = context().getDefaultSSLParameters().getCipherSuites();
        if (text.isBlank()) {
            boolean old = protocols.stream().anyMatch(TlsProtocols::isOld);
            return Stream.concat(
                            Arrays.stream(enabled).filter(CipherSuites::isModern),
                            Arrays.stream(enabled).filter(suite -> old && isOld(suite)))
                    .toList();
        }
        Set<String> known = new TreeSet<>(List.of(enabled));
        List<String> wanted = List.of(text.strip().split("[:,\\s]+"));
        wanted.stream()
                .filter(suite -> !known.contains(suite))
                .forEach(suite -> problems.accept("tlsCipherSuites: this JVM has not enabled \"" + suite
                        + "\". Write names of " + String.join(", ", known)
                        + ", separated by colons, or leave it out for the modern ones."));
        return wanted;
    }

    /**
     * With other key exchanges than ephemeral elliptic curves, or none (TLS 1.3 names no key exchange), an
     * eavesdropper who gets the private key one day can read what was recorded before, or the group's size is in doubt. CBC suites have a
     * history of padding oracles.
     */
    private static boolean isModern(String suite) {
        boolean forwardSecret = suite.startsWith("TLS_ECDHE_") || !suite.contains("_WITH_");
        boolean authenticated = suite.contains("_GCM_") || suite.contains("_CHACHA20_POLY1305_");
        return forwardSecret && authenticated && !suite.contains("_anon_");
    }

    /** Those with CBC and SHA-1, ephemeral keys or not: what TLS has before 1.2, and devices of that time know. */
    static boolean isOld(String suite) {
        return suite.contains("_CBC_") && suite.endsWith("_SHA") && !suite.contains("_anon_");
    }

    private static SSLContext context() {
        try {
            // Not SSLContext.getDefault(): that opens the container's key store and keeps it.
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has TLS", e);
        }
    }
}
