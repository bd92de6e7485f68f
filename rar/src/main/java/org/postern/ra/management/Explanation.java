package org.postern.ra.management;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.postern.ip.IpLiteral;
import org.postern.ip.LocalAddress;
import org.postern.net.ListenAddress;
import org.postern.ra.log.LogText;
import org.postern.tls.Finding;
import org.postern.tls.TlsOffer;
import org.postern.tls.TlsOffers;
import org.postern.tls.Verdict;

/** Explains to an administrator, in several lines, what a local address offers or would offer, and by which rule. */
final class Explanation {
    private static final int MAX_PORT = 65_535;

    private final Function<LocalAddress, Rules> rules;

    /** By what it is decided, and how connections begin. */
    record Rules(ListenAddress.Scheme scheme, TlsOffers offers) {}

    /**
     * @param rules of the bean that listens at an address, or would
     */
    Explanation(Function<LocalAddress, Rules> rules) {
        this.rules = rules;
    }

    /** Never fails: what cannot be understood is explained too. */
    String of(String address, int port) {
        String text = address.strip();
        boolean bracketed = text.startsWith("[") && text.endsWith("]") && text.length() > 2;
        Optional<InetAddress> ip = IpLiteral.parse(bracketed ? text.substring(1, text.length() - 1) : text);
        if (ip.isEmpty()) {
            return "\"" + LogText.printable(text)
                    + "\" is not an IP address. Write one as in 192.0.2.1 or 2001:db8::1; names are not looked up.";
        }
        if (port < 1 || port > MAX_PORT) {
            return port + " is not a TCP port. Write one from 1 to " + MAX_PORT + ".";
        }
        LocalAddress asked = new LocalAddress(ip.get(), port);
        Rules there = rules.apply(asked);
        return of(there.scheme(), there.offers().offerFor(asked));
    }

    private static String of(ListenAddress.Scheme scheme, TlsOffer offer) {
        List<String> lines = new ArrayList<>();
        lines.add(scheme + "://" + offer.address());
        lines.addAll(binding(offer));
        offer.findings().forEach(finding -> lines.add(finding(finding)));
        offer.findings().stream()
                .filter(finding -> !finding.stapling().sentence().isEmpty())
                .forEach(finding -> lines.add(
                        "alias " + finding.alias() + ": " + finding.stapling().sentence()));
        offer.warnings().forEach(warning -> lines.add("warning: " + warning));
        lines.add(scheme.implicitTls() ? conclusionOfImplicitTls(offer) : conclusion(offer));
        return String.join("\n", lines);
    }

    private static List<String> binding(TlsOffer offer) {
        List<String> lines = new ArrayList<>();
        offer.scopesWithoutBinding()
                .forEach(scope -> lines.add("binding: there is none for " + scope + " (" + scope.how() + ")"));
        offer.binding()
                .ifPresent(
                        one -> lines.add("binding: " + one + " (" + one.scope().how() + ")"));
        return lines;
    }

    private static String finding(Finding finding) {
        String what = finding.alias().isEmpty() ? "" : "alias " + finding.alias() + ": ";
        return what + finding.verdict() + ": " + finding.reason();
    }

    private static String conclusion(TlsOffer offer) {
        if (offer.usable()) {
            return "So EHLO lists STARTTLS, and STARTTLS is answered 220"
                    + (offer.required() ? "; mail before it is answered 530, because of tls=require." : ".");
        }
        if (offer.required()) {
            return "So every connection is greeted with 421 and closed, because of tls=require.";
        }
        return "So EHLO does not list STARTTLS, and STARTTLS is answered 502"
                + (offer.verdict() == Verdict.DISABLED ? ", because TLS is switched off," : "")
                + " and the session goes on in plaintext.";
    }

    private static String conclusionOfImplicitTls(TlsOffer offer) {
        return offer.usable()
                ? "So connections begin with a TLS handshake; STARTTLS is not listed there, and answered 503."
                : "So connections are closed at once, because there is no certificate to begin TLS with.";
    }
}
