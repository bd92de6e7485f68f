package org.postern.console.path;

import java.util.Locale;

/** What can be the matter on the way to a door, each with what it means and what to do about it. */
enum Sign {
    AS_IT_SHOULD_BE(Weight.GOOD, "A client outside is told what the verdict says.", ""),
    NOT_COMPARED(
            Weight.WARNING,
            "No local address of an adapter stands behind this door as far as can be seen, so there is no "
                    + "verdict to compare with.",
            "Choose the local address that the door leads to."),

    REFUSED(
            Weight.BAD,
            "The connection was refused: senders cannot connect.",
            "See whether the port is open (Beans and ports), and what forwards this address to it."),
    NO_CONNECTION(
            Weight.BAD,
            "The connection could not be made in time.",
            "See whether a firewall drops it. Many routers do not let a machine reach its own public "
                    + "address from inside: then look from outside."),
    SILENT(
            Weight.BAD,
            "The connection was made, and no reply came in time.",
            "See whether something in front accepts connections and does not pass them on, whether the "
                    + "port wants TLS at once or a PROXY header from this server (networksOfProxies), and "
                    + "greetingDelayMillis."),
    HUNG_UP(
            Weight.BAD,
            "The connection was closed before a reply came.",
            "See networksDenied, the limits of connections, and whether clients may come without a proxy "
                    + "(networksOfProxies)."),
    NOT_SMTP(Weight.BAD, "What answers does not speak SMTP.", "See what forwards this address, and to which port."),
    TOO_MUCH(Weight.BAD, "What answers says more than an SMTP server has to say.", "See what forwards this address."),
    TURNED_AWAY(
            Weight.BAD,
            "The greeting sends clients away.",
            "421: see whether the address is paused, or a limit reached. 554: what answers takes no mail."),

    GREETING_MASKED(
            Weight.WARNING,
            "The greeting is written over with asterisks: a firewall inspects SMTP, and may hide STARTTLS as well.",
            "On Cisco PIX and ASA, switch it off with \"no inspect esmtp\"."),
    MASKED(
            Weight.BAD,
            "Words of the reply to EHLO are written over with X or asterisks: a firewall hides STARTTLS, "
                    + "and mail is sent in plaintext.",
            "On Cisco PIX and ASA, switch it off with \"no inspect esmtp\"."),
    HELLO_REFUSED(
            Weight.BAD,
            "EHLO is refused, which the adapter never does with it: something in between answers, or has "
                    + "written over the command.",
            "Switch the inspection of SMTP in the firewall off."),
    STRIPPED(
            Weight.BAD,
            "The verdict is USABLE, and the reply to EHLO lacks STARTTLS: something in between has removed "
                    + "the offer, and mail is sent in plaintext.",
            "Switch the inspection of SMTP in the firewall off."),
    OFFERED_BY_ANOTHER(
            Weight.BAD,
            "STARTTLS is announced here, and the adapter does not offer it: something in between announces "
                    + "it, and answers it itself.",
            "Bind a usable certificate to the address, or switch the inspection of SMTP in the firewall off."),
    STARTTLS_REFUSED(
            Weight.BAD,
            "STARTTLS is announced, and refused when a client sends it.",
            "Senders that demand TLS cannot send. See the verdict, and whether something in between answers."),
    TALKS_BEHIND_STARTTLS(
            Weight.BAD,
            "Octets in plaintext came behind the reply to STARTTLS: something in between puts its own "
                    + "words into the conversation (as in CVE-2011-0411).",
            "Find what stands in between, and take it out."),
    HANDSHAKE_FAILED(
            Weight.BAD,
            "TLS begins, and the handshake fails.",
            "Senders fail here although plaintext would have worked. See whether clients need a "
                    + "certificate (clientCertificates); if not, and the verdict is USABLE, something in between "
                    + "answers."),
    LOST_IN_TLS(
            Weight.BAD,
            "The handshake succeeds, and in TLS no right answer comes.",
            "See whether clients need a certificate (clientCertificates), and whether something in between ends TLS."),
    STARTTLS_IN_TLS(
            Weight.BAD,
            "STARTTLS is announced in TLS once more: something in between has ended TLS, and goes on in plaintext.",
            "Have it pass the connection on as it is, or let it send a PROXY header and leave TLS to the adapter."),

    OTHER_CERTIFICATE(
            Weight.BAD,
            "The certificate that is shown is none of those that are bound: something in between answers "
                    + "STARTTLS itself, or another server does.",
            "Find what ends TLS. If that is meant to be, its certificate is the one to renew, and to publish in DNS."),
    OTHER_GREETING(
            Weight.WARNING,
            "Another name greets here than at the local address: another server answers, or something in between does.",
            "See what forwards this address, and to which server."),
    OTHER_EXTENSIONS(
            Weight.WARNING,
            "The reply to EHLO is another one here than at the local address: something in between changes it.",
            "Switch the inspection of SMTP in the firewall off."),
    INSIDE_NOT_SEEN(
            Weight.WARNING,
            "The local address itself could not be looked at, or not to the end: it is compared as far as was seen.",
            "See whether this server may connect to it (networksDenied, networksOfProxies, the limits of "
                    + "connections), whether it is paused, and whether greetingDelayMillis leaves the look time; then look again."),

    OTHER_NAME(
            Weight.WARNING,
            "The certificate is not for this name.",
            "Clients and senders that demand a right certificate (MTA-STS) fail: have one issued for it, "
                    + "or bind the one that is."),
    UNTRUSTED(
            Weight.WARNING,
            "The chain does not lead to an authority that this JVM knows.",
            "Clients and senders that demand a right certificate (MTA-STS) fail: import the chain with all "
                    + "intermediate certificates."),
    OLD_TLS(
            Weight.WARNING,
            "TLS 1.0 or 1.1 is accepted, which the adapter does not do unless tlsMinProtocol says so.",
            "See tlsMinProtocol, or what ends TLS in between."),
    NOT_ALL_VERSIONS(
            Weight.WARNING,
            "Not each version of TLS could be tried, in the time that a look has or at all.",
            "Look again. Each version is tried by a connection of its own: see the limits of connections, and "
                    + "greetingDelayMillis, of which each takes its part of the ten seconds. Where TLS begins at once, a server that hangs up "
                    + "without a word may have refused the version or the connection: that cannot be told from outside."),
    NO_TLS(
            Weight.WARNING,
            "STARTTLS is not announced.",
            "Senders that demand TLS cannot send; the others send in plaintext.");

    /** How bad it is. */
    enum Weight {
        BAD,
        WARNING,
        GOOD
    }

    private final Weight weight;
    private final String sentence;
    private final String remedy;

    Sign(Weight weight, String sentence, String remedy) {
        this.weight = weight;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    Weight weight() {
        return weight;
    }

    String sentence() {
        return sentence;
    }

    String remedy() {
        return remedy;
    }

    /** As the page knows it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
