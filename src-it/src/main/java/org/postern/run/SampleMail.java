package org.postern.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A line for a shell that sends a mail. All of them need curl and nothing else, though curl speaks neither LMTP nor knows the
 * names of the submission protocols.
 */
final class SampleMail {
    private static final String CONTENT = "From: me@example.org\r\nSubject: Hello\r\n\r\nHello, bean.\r\n";
    private static final String SENDER = "me@example.org";
    private static final String RECIPIENT = "you@example.com";

    /** The easiest first: without TLS, then with it, then with what one has to type or to know. */
    private static final List<String> SCHEMES = List.of("smtp", "smtps", "lmtp", "submission", "submissions");

    private SampleMail() {}

    /** To the address where that takes the least; empty if no address would take a mail now. */
    static Optional<String> command(List<AddressTable.Row> rows) {
        return rows.stream()
                .filter(row -> row.isOpen() && (row.offersTls() || !row.needsTls()))
                .min(Comparator.comparing((AddressTable.Row row) ->
                                SCHEMES.indexOf(row.place().scheme()))
                        .thenComparing(AddressTable.Row::needsTls))
                .map(SampleMail::command);
    }

    private static String command(AddressTable.Row row) {
        return row.place().scheme().equals("lmtp") ? dialogue(row) : upload(row);
    }

    /** The certificate may be one that was made on the spot. */
    private static String upload(AddressTable.Row row) {
        String tls = row.place().beginsWithTls() ? " --insecure" : row.needsTls() ? " --insecure --ssl-reqd" : "";
        return "printf '" + escaped(CONTENT) + "' | curl -sS" + tls
                + (row.place().needsUser() ? " --user NAME:PASSWORD" : "")
                + " --url " + (row.place().beginsWithTls() ? "smtps" : "smtp") + "://"
                + row.place().host() + ":" + row.place().port()
                + " --mail-from " + SENDER + " --mail-rcpt " + RECIPIENT + " --upload-file -";
    }

    /** All at once: BDAT says where the content ends (RFC 3030), so that the client need not wait for a reply. */
    private static String dialogue(AddressTable.Row row) {
        String commands = "LHLO me\r\nMAIL FROM:<" + SENDER + ">\r\nRCPT TO:<" + RECIPIENT + ">\r\nBDAT "
                + CONTENT.length() + " LAST\r\n" + CONTENT + "QUIT\r\n";
        return "printf '" + escaped(commands) + "' | curl -sS telnet://"
                + row.place().host() + ":" + row.place().port();
    }

    private static String escaped(String text) {
        return text.replace("\r\n", "\\r\\n");
    }
}
