package org.postern.tls;

import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/** What ended a handshake, in the same words whoever's TLS it was. Immutable. */
public final class TlsAlerts {
    /** Those of the JDK, which also name the alert (RFC 8446 section 6.2); others are translated. */
    public Throwable inWordsOfTheJdk(Throwable cause) {
        if (Causes.of(cause).anyMatch(CertificateException.class::isInstance)) {
            return cause;
        }
        return Causes.of(cause)
                .flatMap(one -> words(one).stream())
                .findFirst()
                .<Throwable>map(SSLException::new)
                .orElse(cause);
    }

    private static Optional<String> words(Throwable cause) {
        if (cause instanceof TlsFatalAlertReceived received) {
            return Optional.of("Received fatal alert: " + name(received.getAlertDescription()));
        }
        return cause instanceof TlsFatalAlert sent
                ? Optional.of("(" + name(sent.getAlertDescription()) + ")")
                : Optional.empty();
    }

    private static String name(short alert) {
        return AlertDescription.getName(alert).toLowerCase(Locale.ROOT);
    }
}
