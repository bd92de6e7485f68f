package org.postern.ra;

import java.util.Map;

/**
 * What management tools see of one local address. Texts are empty where there is nothing to say; numbers count from the
 * start of the adapter.
 */
public interface LocalAddressStatusMXBean {
    /** {@code smtp} or {@code smtps}. */
    String getScheme();

    /** The IP address. */
    String getAddress();

    /** 1 to 65535. */
    int getPort();

    /** The entry of {@code certificateBindings} that decides, as it is written there. */
    String getBinding();

    /** How it covers this address: {@code any IP address, this port}. */
    String getBindingMatch();

    /** The key store aliases that the binding names, with {@code |} between them. */
    String getAlias();

    /** The subject of the first certificate that is known. */
    String getSubject();

    /** When the first certificate that is known ends, as in ISO 8601. */
    String getNotAfter();

    /** {@code yes} if TLS is offered to the next connection, else {@code no}. */
    String getStartTls();

    /** Whether nobody is served without TLS. */
    boolean isRequired();

    /** {@code USABLE}, or why TLS is not offered, as the documentation and the log spell it. */
    String getVerdict();

    /** Why, in a sentence, and what to do about it. */
    String getReason();

    /** What should be known though TLS is offered, a sentence each. */
    String[] getWarnings();

    /** What is known of each certificate of the binding, in its order. */
    CertificateStatus[] getCertificates();

    /** TLS handshakes that succeeded. */
    long getHandshakesCompleted();

    /** TLS handshakes that did not, by cause. */
    Map<String, Long> getHandshakesFailed();

    /** Connections that were closed at their beginning, because they need TLS and no certificate was usable. */
    long getConnectionsClosedForLackOfTls();

    /** STARTTLS commands that were answered 454, because the certificate had ended since it was offered. */
    long getStartTlsWithdrawn();

    /** Connections that were not served, by the limit. */
    Map<String, Long> getConnectionsRefused();

    /** Connections that were ended other than by QUIT, by the reason. */
    Map<String, Long> getConnectionsClosed();

    /** Replies that were failures, by code and enhanced code, the listeners' among them. */
    Map<String, Long> getRefusals();

    /** Signs of interference with STARTTLS, by kind. */
    Map<String, Long> getSightings();

    /** Signs of interference with STARTTLS by peer, the latest first; of many peers, only the latest. */
    PeerSighting[] getSightingsByPeer();

    /** Reads key and trust stores again, whether they seem to have changed or not. Blocks while it reads. */
    void reload();

    /**
     * Explains, in several lines, what a local address offers or would offer by the rules of this one.
     *
     * @param address an IP address of this machine, or any other
     * @param port 1 to 65535
     */
    String explain(String address, int port);
}
