package org.postern.tls;

import java.util.Set;

/**
 * What is wrong with a chain for those that verify it.
 *
 * @param by those who mind
 * @param text without an end, and with its remedy
 */
record ChainFault(Set<Verifier> by, String text) {
    String told(ServerCertificate certificate) {
        return Verifier.clients(by) + " that verify the chain of " + certificate + " will refuse it: " + text + ".";
    }
}
