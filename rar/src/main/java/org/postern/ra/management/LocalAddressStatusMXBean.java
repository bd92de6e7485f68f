package org.postern.ra.management;

/**
 * What management tools see of one local address. Texts are empty where there is nothing to say; numbers count from the
 * start of the adapter.
 */
@Described(
        "A local IP address and port: whether TLS is offered to the next connection, why, and what has happened there.")
public interface LocalAddressStatusMXBean extends TrafficCounts {
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

    @Described(
            "For how many seconds that certificate is valid in all, from its first moment to its last; if several of the binding end"
                    + " within two weeks, the one of the longest life: none hides another that was not renewed; 0 if none is known.")
    long getLifetimeSeconds();

    @Described("yes if TLS is offered to the next connection, else no.")
    String getStartTls();

    @Described("1 if TLS is offered to the next connection, else 0.")
    int getTlsOffered();

    @Described("Whether clients are served in TLS only.")
    boolean isRequired();

    @Described("1 if clients are served in TLS only, else 0.")
    int getTlsRequired();

    @Described("Whether clients that ask are sent an OCSP response with each certificate of the binding, and why not, a"
            + " sentence each; empty without ocspStapling.")
    String getOcspStapling();

    @Described(
            "1 if ocspStapling is on and each usable certificate of the binding comes with an OCSP response, else 0.")
    int getOcspStapled();

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

    @Described("Signs of interference with STARTTLS by peer, the latest first; of many peers, only the latest.")
    PeerAnomaly[] getTlsAnomaliesByPeer();

    @Described(
            "Reads key and trust stores again, whether they seem to have changed or not. Returns when they are read.")
    void reload();

    @Described("Explains, in several lines, what a local address offers, or would offer by the rules of this one.")
    String explain(
            @Described(name = "address", value = "An IP address of this machine, or any other.") String address,
            @Described(name = "port", value = "A TCP port, 1 to 65535.") int port);
}
