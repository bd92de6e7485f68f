package org.postern.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The versions of TLS that this server can speak. */
public final class TlsProtocols {
    private static final List<String> NEWEST_FIRST = List.of("TLSv1.3", "TLSv1.2", "TLSv1.1", "TLSv1");

    /** RFC 8996 forbids them: they are for devices that know nothing newer. */
    private static final Set<String> OLD = Set.of("TLSv1.1", "TLSv1");

    /** As far as {@code jdk.tls.disabledAlgorithms} lets it; the JDK reads that once. */
    private static final Set<String> OF_THIS_JVM =
            NEWEST_FIRST.stream().filter(TlsProtocols::isEnabled).collect(Collectors.toUnmodifiableSet());

    private TlsProtocols() {}

    /** A version and the newer ones, the newest first; empty if there is no such version. */
    public static Optional<List<String>> from(String oldest) {
        int index = NEWEST_FIRST.indexOf(oldest);
        return index < 0 ? Optional.empty() : Optional.of(NEWEST_FIRST.subList(0, index + 1));
    }

    /** Whether a version is one that RFC 8996 forbids. */
    public static boolean isOld(String protocol) {
        return OLD.contains(protocol);
    }

    /** Whether this JVM speaks a version when it is told to. */
    static boolean isAvailable(String protocol) {
        return OF_THIS_JVM.contains(protocol);
    }

    /** A context by the name of a version has that version by default, unless the JVM does not allow it. */
    private static boolean isEnabled(String protocol) {
        try {
            SSLContext context = SSLContext.getInstance(protocol);
            context.init(new KeyManager[0], new TrustManager[0], null);
            return List.of(context.getDefaultSSLParameters().getProtocols()).contains(protocol);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
