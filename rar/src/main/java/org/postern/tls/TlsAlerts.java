package org.postern.tls;

import java.io.EOFException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * What ended a handshake, in the same words for either TLS: those of the JDK, which also name the alert (RFC 8446
 * section 6.2). Immutable.
 */
public final class TlsAlerts {
    private static final String RECEIVED = "Received fatal alert: ";
    private static final Pattern BORING_SSL = Pattern.compile("^error:[0-9a-f]+:.*:OPENSSL_internal:(\\w+)");
    private static final Pattern RECEIVED_BY_BORING_SSL = Pattern.compile("(?:SSL|TLS)V[0-9]+_ALERT_(\\w+)");

    private final TlsPolicy.ClientCertificates wanted;

    TlsAlerts(TlsPolicy.ClientCertificates wanted) {
        this.wanted = wanted;
    }

    /** An alert that the client has sent. */
    public SSLException received(int alert) {
        return new SSLException(wordsOfReceived((short) alert));
    }

    /**
     * Translates what others say.
     *
     * @param agreed the version, of a handshake that has failed after the two had agreed on everything that is negotiated
     */
    public Throwable inWordsOfTheJdk(Throwable cause, Optional<String> agreed) {
        Optional<Throwable> certificate =
                Causes.of(cause).filter(CertificateException.class::isInstance).findFirst();
        if (certificate.isPresent()) {
            return new SSLException(certificate.get().getMessage(), certificate.get());
        }
        return Causes.of(cause)
                .flatMap(one -> words(one, agreed).stream())
                .findFirst()
                .<Throwable>map(SSLException::new)
                .orElse(cause);
    }

    private Optional<String> words(Throwable cause, Optional<String> agreed) {
        if (cause instanceof TlsFatalAlertReceived received) {
            return Optional.of(wordsOfReceived(received.getAlertDescription()));
        }
        if (cause instanceof TlsFatalAlert sent) {
            return Optional.of(wordsOfSent(sent.getAlertDescription(), agreed));
        }
        // Of a message that ends too early.
        return cause instanceof EOFException
                ? Optional.of(named(AlertDescription.decode_error))
                : wordsOfBoringSsl(cause, agreed);
    }

    private static String wordsOfReceived(short alert) {
        return alert == AlertDescription.close_notify
                ? "Received close_notify during handshake"
                : RECEIVED + name(alert);
    }

    /** Bouncy Castle has one alert for several things where the JDK has words for each. */
    private String wordsOfSent(short alert, Optional<String> agreed) {
        if (alert == AlertDescription.handshake_failure && agreed.isPresent()) {
            // In TLS 1.3 there is another alert for it (RFC 8446 section 4.4.2.4).
            boolean certificateMissing =
                    wanted == TlsPolicy.ClientCertificates.NEED && agreed.get().equals("TLSv1.2");
            return certificateMissing
                    ? "Empty client certificate chain"
                    : wordsOfReceived(AlertDescription.close_notify);
        }
        if (alert == AlertDescription.decrypt_error) {
            return wanted == TlsPolicy.ClientCertificates.NONE
                    ? "The Finished message cannot be verified."
                    : "Invalid CertificateVerify signature";
        }
        return named(alert);
    }

    /** Of BoringSSL, whose words are {@code error:10000416:SSL routines:OPENSSL_internal:SSLV3_ALERT_CERTIFICATE_UNKNOWN}. */
    private Optional<String> wordsOfBoringSsl(Throwable cause, Optional<String> agreed) {
        Matcher said = BORING_SSL.matcher(String.valueOf(cause.getMessage()));
        if (!said.find()) {
            return Optional.empty();
        }
        Matcher received = RECEIVED_BY_BORING_SSL.matcher(said.group(1));
        if (received.matches()) {
            String alert = received.group(1).toLowerCase(Locale.ROOT);
            return Optional.of(RECEIVED + alert.replace("cancelled", "canceled"));
        }
        return switch (said.group(1)) {
            case "PEER_DID_NOT_RETURN_A_CERTIFICATE" -> Optional.of("Empty client certificate chain");
            case "BAD_SIGNATURE" -> Optional.of(wordsOfSent(AlertDescription.decrypt_error, agreed));
            case "DIGEST_CHECK_FAILED" -> Optional.of("The Finished message cannot be verified.");
            case "UNSUPPORTED_PROTOCOL", "WRONG_VERSION_NUMBER" ->
                Optional.of(named(AlertDescription.protocol_version));
            // What it says of a handshake that the client has ended in order.
            case "SSL_HANDSHAKE_FAILURE" -> agreed.map(version -> wordsOfReceived(AlertDescription.close_notify));
            default -> Optional.empty();
        };
    }

    private static String named(short alert) {
        return "(" + name(alert) + ")";
    }

    private static String name(short alert) {
        return AlertDescription.getName(alert).toLowerCase(Locale.ROOT);
    }
}
