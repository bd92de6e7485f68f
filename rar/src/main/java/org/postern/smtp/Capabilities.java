package org.postern.smtp;

import java.util.ArrayList;
import java.util.List;

/** The answers to EHLO, made once for each state that TLS can be in. Only what is really kept is announced. */
final class Capabilities {
    private final Reply withStartTls;
    private final Reply withoutStartTls;

    Capabilities(String hostName, Limits limits) {
        List<String> lines = new ArrayList<>(
                List.of(hostName, "PIPELINING", "SIZE " + limits.maxMessageBytes(), "8BITMIME", "ENHANCEDSTATUSCODES"));
        withoutStartTls = Reply.plain(250, lines);
        lines.add("STARTTLS");
        withStartTls = Reply.plain(250, lines);
    }

    Reply announce(Security security) {
        return security.offersStartTls() ? withStartTls : withoutStartTls;
    }
}
