package org.postern.ra.management;

import java.util.Map;

/** What management tools see of what has happened, at one local address or at all. Numbers only grow, from the start of the adapter. */
public interface TrafficCounts {
    @Described("Connections that were served.")
    long getSessions();

    @Described("Octets that peers have sent, after TLS was taken off.")
    long getOctetsReceived();

    @Described("Octets of the messages that were complete and given to beans.")
    long getMessageOctets();

    @Described("Messages that were taken: answered 250 behind their content. In LMTP each recipient counts.")
    long getMessagesAccepted();

    @Described("Messages that were refused for good behind their content: answered 5xx.")
    long getMessagesRefused();

    @Described("Messages that were not taken for now: answered 4xx behind their content. Senders try again.")
    long getMessagesDeferred();

    @Described("What messages were answered behind their content, by code, enhanced code and reason.")
    Map<String, Long> getMessages();

    @Described("Recipients that were accepted.")
    long getRecipientsAccepted();

    @Described("Recipients that were refused, for good or for now.")
    long getRecipientsRefused();

    @Described("What recipients were answered, by code, enhanced code and reason.")
    Map<String, Long> getRecipients();

    @Described("What credentials were answered (AUTH), by code, enhanced code and reason.")
    Map<String, Long> getAuthentications();

    @Described("TLS handshakes that succeeded.")
    long getHandshakesCompleted();

    @Described("TLS handshakes that resumed an earlier session, and so cost little.")
    long getHandshakesResumed();

    @Described("TLS handshakes that succeeded, by version of TLS.")
    Map<String, Long> getHandshakesByVersion();

    @Described("TLS handshakes that succeeded, by cipher suite.")
    Map<String, Long> getHandshakesByCipherSuite();

    @Described("TLS handshakes that did not succeed, by cause.")
    Map<String, Long> getHandshakesFailed();

    @Described("Connections that were closed at their beginning, because they need TLS and no certificate was usable.")
    long getConnectionsClosedForLackOfTls();

    @Described("STARTTLS commands that were answered 454, because the certificate had ended since it was offered.")
    long getStartTlsWithdrawn();

    @Described("Connections that were not served, by the limit.")
    Map<String, Long> getConnectionsRefused();

    @Described(
            "Connections that the adapter ended other than after QUIT, by the reason. What peers ended or broke off is not"
                    + " among them.")
    Map<String, Long> getConnectionsClosed();

    @Described(
            "Connections that the adapter ended because their clients spoke another protocol than SMTP, by its name.")
    Map<String, Long> getForeignProtocols();

    @Described(
            "Connections that were there and could not be accepted, because the process has no descriptors left or the"
                    + " like.")
    long getConnectionsNotAccepted();

    @Described("Messages whose content could not be kept, by whose business that is.")
    Map<String, Long> getContentNotStored();

    @Described("All replies that were failures, by code and enhanced code, those of beans among them.")
    Map<String, Long> getRefusals();

    @Described("Signs of interference with STARTTLS, by kind.")
    Map<String, Long> getTlsAnomalies();
}
