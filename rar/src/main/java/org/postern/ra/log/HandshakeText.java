package org.postern.ra.log;

import org.postern.net.HandshakeFailure;

/** What a failed handshake means, in the administrator's language. */
public final class HandshakeText {
    private HandshakeText() {}

    public static String meaning(HandshakeFailure failure) {
        return switch (failure) {
            case NO_COMMON_PROTOCOL ->
                "the client speaks no version of TLS that tlsMinProtocol allows. If it cannot be"
                        + " renewed, let it send in plaintext, or give old devices an address of their own with an older"
                        + " tlsMinProtocol";
            case NO_COMMON_CIPHER ->
                "client and server have no cipher suite in common. Look at tlsCipherSuites, and"
                        + " whether the client can use this kind of key: an RSA certificate beside an EC one serves both";
            case CERTIFICATE_REFUSED ->
                "the client refused the certificate. Compare its names, issuer and dates with what"
                        + " the client expects";
            case CLIENT_CERTIFICATE_MISSING ->
                "the client showed no certificate, and clientCertificates=need wants one";
            case CLIENT_CERTIFICATE_REFUSED ->
                "the client's certificate was not issued by an authority of trustStore, or" + " has ended";
            case NOT_TLS ->
                "what came is not TLS. The client may expect plaintext on this port, or something in between"
                        + " changes the connection";
            case TIMEOUT -> "the client took longer than tlsHandshakeTimeoutSeconds";
            case NOT_BEGUN -> "the client went away before it was answered, and has seen no certificate";
            case CONNECTION_CLOSED ->
                "the client went away in the middle. It may have disliked the certificate and not" + " said so";
            case RENEGOTIATION -> "the client began a handshake within the session, which is not allowed";
            case OTHER -> "for a reason of its own";
        };
    }
}
