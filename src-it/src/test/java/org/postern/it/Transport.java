package org.postern.it;

import java.util.Locale;
import java.util.Set;

/** How a dialogue reaches the adapter. */
enum Transport {
    PLAINTEXT("smtp://127.0.0.1", ""),
    STARTTLS("smtp://127.0.0.1", ""),
    IMPLICIT_TLS("smtps://127.0.0.1", ""),
    WITHOUT_CERTIFICATE("smtp://127.0.0.2", ""),
    REQUIRED("smtp://127.0.0.1", "&tls=require"),
    LMTP("lmtp://127.0.0.1", ""),
    SUBMISSION("submission://127.0.0.1", "");

    private static final Set<Transport> EVERYWHERE = Set.of(PLAINTEXT, STARTTLS, IMPLICIT_TLS);

    private final String address;
    private final String options;

    Transport(String address, String options) {
        this.address = address;
        this.options = options;
    }

    /** As it stands in {@code listen}, with the syntax of envelopes there. */
    String listen(int port, String syntax) {
        return address + ":" + port + "?envelopeSyntax=" + syntax + options;
    }

    String ip() {
        return address.substring(address.indexOf("//") + 2);
    }

    /** Before STARTTLS there is nothing special about the greeting. */
    boolean suits(Clause clause) {
        if (this == STARTTLS && clause.beginsWithTheGreeting()) {
            return false;
        }
        boolean anywhere = clause.marks().isEmpty() || clause.marks().equals(Set.of("greeting"));
        if (anywhere) {
            return EVERYWHERE.contains(this);
        }
        boolean secured = this == STARTTLS || this == IMPLICIT_TLS;
        return clause.marks().contains(toString()) || (clause.marks().contains("tls") && secured);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
