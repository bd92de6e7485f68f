package org.postern.tls;

import java.security.cert.X509Certificate;
import java.util.Set;

/**
 * What is wrong with a chain for those that verify it.
 *
 * @param by those who mind
 * @param text without an end, and with its remedy
 */
record ChainFault(Set<Verifier> by, String text) {
    /** The remedies. */
    static final String OTHER_CHAIN = "Import the chain that the authority gives for it, under the same alias";

    static final String OTHER_AUTHORITY = "Have it issued by another authority, or that authority's certificate mended";

    /** How the text names a certificate. */
    static String named(X509Certificate certificate) {
        return "the certificate of " + certificate.getSubjectX500Principal().getName();
    }

    String told(ServerCertificate certificate) {
        return Verifier.clients(by) + " that verify the chain of " + certificate + " will refuse it: " + text + ".";
    }
}
