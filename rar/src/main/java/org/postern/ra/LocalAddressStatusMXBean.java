package org.postern.ra;

import java.util.Map;

/**
 * What management tools see of one local address. Texts are empty where there is nothing to say; numbers count from the
 * start of the adapter.
 */
@Described(
        "A local IP address and port: whether TLS is offered to the next connection, why, and what has happened there.")
public interface LocalAddressStatusMXBean {
    @Described("smtp, smtps, submission, submissions or lmtp.")
    String getScheme();

    @Described("The IP address.")
    String getAddress();

    @Described("The TCP port.")
    int getPort();

    @Described("The entry of certificateBindings that decides, as it is written there.")
    String getBinding();

    @Described("How that entry covers this address.")
    String getBindingMatch();

    @Described("The key store aliases that the binding names, with | between them.")
    String getAlias();

    @Described("The subject of the first certificate that is known.")
    String getSubject();

    @Described("When the first certificate that is known ends, as in ISO 8601.")
    String getNotAfter();

    @Described("In how many seconds the first of the binding's certificates ends; 0 if one has ended or none is known.")
    long getSecondsToNotAfter();

    @Described("yes if TLS is offered to the next connection, else no.")
    String getStartTls();

    @Described("1 if TLS is offered to the next connection, else 0.")
    int getTlsOffered();

    @Described("Whether nobody is served without TLS.")
    boolean isRequired();

    @Described("1 if nobody is served without TLS, else 0.")
    int getTlsRequired();

    @Described("USABLE, or why TLS is not offered, as the documentation and the log spell it.")
    String getVerdict();

    @Described("Why, in a sentence, and what to do about it.")
    String getReason();

    @Described("What should be known though TLS is offered, a sentence each.")
    String[] getWarnings();

    @Described("How many warnings there are.")
    int getWarningCount();

    @Described("What is known of each certificate of the binding, in its order.")
    CertificateStatus[] getCertificates();

    @Described("TLS handshakes that succeeded.")
    long getHandshakesCompleted();

    @Described("TLS handshakes that did not succeed, by cause.")
    Map<String, Long> getHandshakesFailed();

    @Described("Connections that were closed at their beginning, because they need TLS and no certificate was usable.")
    long getConnectionsClosedForLackOfTls();

    @Described("STARTTLS commands that were answered 454, because the certificate had ended since it was offered.")
    long getStartTlsWithdrawn();

    @Described("Connections that were not served, by the limit.")
    Map<String, Long> getConnectionsRefused();

    @Described("Connections that were ended other than by QUIT, by the reason.")
    Map<String, Long> getConnectionsClosed();

    @Described("Replies that were failures, by code and enhanced code, those of beans among them.")
    Map<String, Long> getRefusals();

    @Described("Signs of interference with STARTTLS, by kind.")
    Map<String, Long> getSightings();

    @Described("Signs of interference with STARTTLS by peer, the latest first; of many peers, only the latest.")
    PeerSighting[] getSightingsByPeer();

    @Described(
            "Reads key and trust stores again, whether they seem to have changed or not. Returns when they are read.")
    void reload();

    @Described("Explains, in several lines, what a local address offers or would offer by the rules of this one.")
    String explain(
            @Described(name = "address", value = "An IP address of this machine, or any other.") String address,
            @Described(name = "port", value = "A TCP port, 1 to 65535.") int port);
}
