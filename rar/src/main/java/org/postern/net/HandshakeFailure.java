package org.postern.net;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postern.tls.Causes;

/**
 * Why a TLS handshake has failed. The JDK says most of it in words only, which change: those here are of JDK 17 to 25.
 * Where words of several fit, the first counts.
 */
public enum HandshakeFailure {
    /** The client was to show a certificate, and has none. */
    CLIENT_CERTIFICATE_MISSING("empty client certificate chain|\\(certificate_required\\)"),
    /** The client does not want this server's certificate, as its alert says (RFC 8446 section 6.2). */
    CERTIFICATE_REFUSED("received fatal alert: (bad_certificate|unsupported_certificate|certificate_revoked"
            + "|certificate_expired|certificate_unknown|unknown_ca|access_denied)"),
    /** The client's certificate cannot be verified, or is not its own. */
    CLIENT_CERTIFICATE_REFUSED("certificateverify|certificate verify"),
    /** The client speaks no version of TLS that this server speaks. */
    NO_COMMON_PROTOCOL("protocol_version|protocol( versions?)?\\b.* not (accepted|enabled)|sslv2hello"),
    /** No cipher suite, signature algorithm or group suits both sides and the certificate. */
    NO_COMMON_CIPHER("no cipher suites in common|handshake_failure|insufficient_security"
            + "|no .*(signature|authentication) (algorithm|scheme)|no .*named group"),
    /** Something else than TLS came, such as plaintext. */
    NOT_TLS("unrecognized ssl message|plaintext connection"),
    /** The handshake took too long. */
    TIMEOUT,
    /** The client went away before it was answered. */
    NOT_BEGUN,
    /** The client went away in the middle. */
    CONNECTION_CLOSED("close_notify|user_canceled"),
    /** The client wanted another handshake inside of TLS. */
    RENEGOTIATION,
    /** None of these. */
    OTHER;

    private final Optional<Pattern> words;

    HandshakeFailure() {
        words = Optional.empty();
    }

    HandshakeFailure(String words) {
        this.words = Optional.of(Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    /** Finds out why, as far as types and words tell. */
    public static HandshakeFailure of(Throwable cause) {
        if (cause instanceof RenegotiationException) {
            return RENEGOTIATION;
        }
        if (cause instanceof SslHandshakeTimeoutException) {
            return TIMEOUT;
        }
        if (cause instanceof NotSslRecordException) {
            return NOT_TLS;
        }
        // Only the client's certificates are verified here; what the client thinks of ours comes as an alert.
        if (Causes.of(cause).anyMatch(CertificateException.class::isInstance)) {
            return CLIENT_CERTIFICATE_REFUSED;
        }
        if (Causes.of(cause).anyMatch(one -> one instanceof IOException && !(one instanceof SSLException))) {
            return CONNECTION_CLOSED;
        }
        return byWords(String.valueOf(cause.getMessage()));
    }

    /** Whether it has to do with a certificate that the client was asked for. */
    boolean isOfClientCertificate() {
        return this == CLIENT_CERTIFICATE_MISSING || this == CLIENT_CERTIFICATE_REFUSED;
    }

    /** Whether only words tell, of which several kinds have the same. */
    boolean isByWords() {
        return isOfClientCertificate() || this == NO_COMMON_PROTOCOL || this == NO_COMMON_CIPHER || this == OTHER;
    }

    private static HandshakeFailure byWords(String text) {
        return Stream.of(values())
                .filter(failure -> failure.words
                        .filter(pattern -> pattern.matcher(text).find())
                        .isPresent())
                .findFirst()
                .orElse(OTHER);
    }
}
