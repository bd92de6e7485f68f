package org.postern.ra.management;

import java.util.List;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.net.ListenAddress;
import org.postern.tls.CertificateBinding;
import org.postern.tls.ServerCertificate;
import org.postern.tls.TlsOffer;
import org.postern.tls.Verdict;

/**
 * What management tools see of an address for which other certificates were tried. Texts are empty where nothing is known.
 * Immutable.
 */
public final class TriedOffer {
    private final ListenAddress.Scheme scheme;
    private final LocalAddress address;
    private final Verdict now;
    private final TlsOffer tried;
    private final List<String> own;

    TriedOffer(ListenAddress.Scheme scheme, LocalAddress address, Verdict now, TlsOffer tried, List<String> own) {
        this.scheme = scheme;
        this.address = address;
        this.now = now;
        this.tried = tried;
        this.own = own;
    }

    /** How connections begin. */
    public String getScheme() {
        return scheme.toString();
    }

    /** The local IP address. */
    public String getAddress() {
        return IpLiteral.format(address.ip());
    }

    /** The local TCP port. */
    public int getPort() {
        return address.port();
    }

    /** The verdict that is in force. */
    public String getVerdictNow() {
        return now.name();
    }

    /** The verdict that there would be: {@code USABLE}, or what would be wrong. */
    public String getVerdict() {
        return tried.verdict().name();
    }

    /** Why, in a sentence, and what to do about it. */
    public String getReason() {
        return tried.reason();
    }

    /** What should be known though TLS would be offered, a sentence each. */
    public List<String> getWarnings() {
        return tried.warnings();
    }

    /** The key store aliases of the binding that would decide, with {@code |} between them. */
    public String getAlias() {
        return tried.binding().map(CertificateBinding::alias).orElse("");
    }

    /** The distinguished name of the first certificate that is known. */
    public String getSubject() {
        return tried.certificates().findFirst().map(ServerCertificate::subject).orElse("");
    }

    /** When that certificate ends, as in ISO 8601. */
    public String getNotAfter() {
        return tried.certificates()
                .findFirst()
                .map(one -> one.notAfter().toString())
                .orElse("");
    }

    /** The tried properties that the bean has values of its own for: they are to be changed there, not at the adapter. */
    public List<String> getOwnProperties() {
        return own;
    }
}
