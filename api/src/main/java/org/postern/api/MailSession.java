package org.postern.api;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the SMTP session that brought a message. Immutable.
 *
 * <p>Only the adapter implements it, and the interfaces in it: later versions have more methods.
 */
public interface MailSession {
    /**
     * Tells who connected.
     *
     * @return numeric address and port of the sending side; no name is ever looked up
     */
    InetSocketAddress peer();

    /**
     * Tells where the sender connected to, also if the adapter listens on all addresses.
     *
     * @return numeric address and port of our side of the connection
     */
    InetSocketAddress localAddress();

    /**
     * Gives what the sender called itself in {@code EHLO} or {@code HELO}, as it was sent. It is a claim and proves nothing.
     *
     * @return a domain or an address literal in brackets, if the sender keeps to the standard; else any text without control
     *     characters but tabs, as long as a command line may be. Octets that are not UTF-8 are one character each (ISO 8859-1)
     */
    String heloName();

    /**
     * Names the protocol as the {@code Received} field does (RFC 3848, RFC 6531).
     *
     * @return {@code SMTP} for a client that has said {@code HELO}; {@code ESMTP}, or {@code LMTP} where that is spoken, each
     *     with an {@code S} behind it in TLS and an {@code A} for a user who has authenticated: {@code ESMTPSA}. For a message
     *     that was sent with {@code SMTPUTF8}, {@code UTF8SMTP} or {@code UTF8LMTP} with the same endings. Later versions may
     *     know other names
     */
    String protocol();

    /**
     * Tells how the connection was secured.
     *
     * @return the facts of TLS, or empty if the message came in plaintext
     */
    Optional<Tls> tls();

    /**
     * Tells who authenticated.
     *
     * @return the user as the container's realm knows it, or empty if the client has not authenticated
     */
    Optional<String> authenticatedUser();

    /**
     * Tells which trusted proxy the connection came through (PROXY protocol).
     *
     * @return the proxy, or empty if the peer itself connected
     */
    Optional<Proxy> proxy();

    /** A proxy in front of this server. Immutable. */
    interface Proxy {
        /**
         * Gives the address that the proxy connected from.
         *
         * @return IP address and port
         */
        InetSocketAddress address();

        /**
         * Names who the proxy has verified.
         *
         * @return the common name of the peer's certificate, or empty if it showed none or the proxy did not verify it
         */
        Optional<String> clientName();
    }

    /** The TLS side of a session; with a proxy that takes TLS off, what the proxy says of it. Immutable. */
    interface Tls {
        /**
         * Names the protocol version.
         *
         * @return as Java names it: {@code TLSv1.2} or {@code TLSv1.3}; older ones where an administrator has allowed them
         */
        String version();

        /**
         * Names the cipher suite.
         *
         * @return the IANA name, such as {@code TLS_AES_256_GCM_SHA384}
         */
        String cipherSuite();

        /**
         * Gives the name that the client asked for (RFC 6066 section 3).
         *
         * @return the host name as sent, without a final dot and with a question mark for each octet that is not printable
         *     ASCII, or empty if the client named none
         */
        Optional<String> serverNameIndication();

        /**
         * Gives the client's certificate, followed by its chain, if one was asked for and verified.
         *
         * @return the chain, empty if the client showed none
         */
        List<X509Certificate> clientCertificates();
    }
}
