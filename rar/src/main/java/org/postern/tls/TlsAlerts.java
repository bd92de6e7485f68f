package org.postern.tls;

import java.io.EOFException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * What ended a handshake, in the same words for either TLS: those of the JDK, which also name the alert (RFC 8446
 * section 6.2). Immutable.
 */
public final class TlsAlerts {
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
        return cause instanceof EOFException ? Optional.of(named(AlertDescription.decode_error)) : Optional.empty();
    }

    private static String wordsOfReceived(short alert) {
        return alert == AlertDescription.close_notify
                ? "Received close_notify during handshake"
                : "Received fatal alert: " + name(alert);
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

    private static String named(short alert) {
        return "(" + name(alert) + ")";
    }

    private static String name(short alert) {
        return AlertDescription.getName(alert).toLowerCase(Locale.ROOT);
    }
}
