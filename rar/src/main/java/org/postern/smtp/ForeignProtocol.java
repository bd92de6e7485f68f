package org.postern.smtp;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A protocol that is not SMTP, recognised by what its clients say first. To answer such lines one by one would be to execute the
 * commands among them: a web page that lets a browser post a form here has put them there.
 */
public enum ForeignProtocol {
    SIP("SIP", "[A-Z]+ \\S+ SIP/\\d\\.\\d"),
    RTSP("RTSP", "[A-Z_]+ \\S+ RTSP/\\d\\.\\d"),
    /**
     * In all versions: 0.9 has no version in its line, and 2.0 begins with a line of its own, {@code PRI * HTTP/2.0}. A request
     * whose method is a verb of SMTP ({@code NOOP / HTTP/1.1}) shows itself by the name of the host, which each has before its
     * content.
     */
    HTTP(
            "HTTP",
            "(?i)(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|TRACE|PATCH|PROPFIND|SEARCH) +(?:/|https?://).*"
                    + "|[A-Za-z_-]+ .+ HTTP/\\d(?:\\.\\d)?"
                    + "|Host:[ \t]*\\S+"),
    SSH("SSH", "SSH-\\d\\.\\d+-.*"),
    IMAP(
            "IMAP",
            "(?i)(?:\\.|[a-z]{0,8}\\d{1,8}) (?:CAPABILITY|STARTTLS|LOGIN .+|AUTHENTICATE .+|SELECT .+|ID .+)"
                    + "|[a-z0-9.]{1,16} (?:LOGIN \\S+ \\S+|AUTHENTICATE \\S+)"),
    POP3("POP3 or FTP", "(?i)USER \\S+|PASS .+|APOP \\S+ [0-9a-f]{32}"),
    IRC("IRC", "(?i)NICK \\S+|USER \\S+ \\S+ \\S+ .+|CAP LS.*"),
    REDIS("Redis", "\\*\\d{1,9}"),
    MEMCACHED(
            "memcached",
            "(?:set|add|replace|append|prepend|cas) \\S+ \\d+ -?\\d+ \\d+.*|gets? \\S+|delete \\S+|stats(?: \\S+)?"),
    XMPP("XMPP", "<(?:\\?xml|stream:stream)[ >].*"),
    T3("T3", "t3s? \\d+(?:\\.\\d+)+"),
    JSON_RPC("JSON-RPC", "\\{ *\"(?:id|method|jsonrpc|params)\" *:.*"),
    SSL_2("SSL 2.0", new int[] {0x80, ForeignProtocol.ANY, 0x01}),
    RDP("RDP", new int[] {0x03, 0x00}),
    SOCKS_4("SOCKS 4", new int[] {0x04, 0x01}),
    SOCKS_5("SOCKS 5", new int[] {0x05, 0x01}, new int[] {0x05, 0x02}, new int[] {0x05, 0x03}, new int[] {0x05, 0x04}),
    SMB("SMB", new int[] {0, 0, ForeignProtocol.ANY, ForeignProtocol.ANY, 0xff, 'S', 'M', 'B'}, new int[] {
        0, 0, ForeignProtocol.ANY, ForeignProtocol.ANY, 0xfe, 'S', 'M', 'B'
    }),
    POSTGRESQL("PostgreSQL", new int[] {0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f}, new int[] {
        0, 0, 0, ForeignProtocol.ANY, 0, 3, 0, 0
    }),
    LDAP("LDAP", new int[] {0x30, ForeignProtocol.ANY, 0x02, 0x01}),
    MQTT("MQTT", new int[] {0x10, ForeignProtocol.ANY, 0x00, 0x04, 'M', 'Q'}, new int[] {
        0x10, ForeignProtocol.ANY, 0x00, 0x06, 'M', 'Q'
    }),
    AMQP("AMQP", new int[] {'A', 'M', 'Q', 'P', 0x00}, new int[] {'A', 'M', 'Q', 'P', 0x02}, new int[] {
        'A', 'M', 'Q', 'P', 0x03
    }),
    IIOP("IIOP", new int[] {'G', 'I', 'O', 'P', 0x01}),
    JDWP("JDWP", new int[] {'J', 'D', 'W', 'P', '-', 'H', 'a', 'n'}),
    BITTORRENT("BitTorrent", new int[] {0x13, 'B', 'i', 't'}),
    RMI("Java RMI", new int[] {'J', 'R', 'M', 'I', 0x00}),
    TELNET("Telnet", new int[] {0xff, 0xfb}, new int[] {0xff, 0xfc}, new int[] {0xff, 0xfd}),
    /** One of the many others. Verbs have no NUL, and no fewer than four letters. A NUL alone is a line of a PROXY header. */
    BINARY("a binary protocol", "(?s).{1,3}\\x00.*|\\x00.+");

    /** The longest beginning that decides. */
    static final int LONGEST_BEGINNING = 8;

    /** RFC 5321 section 4.1.1: every verb has at least as many letters. */
    private static final int SHORTEST_VERB = 4;

    private static final int ANY = -1;

    /** Decides for nearly all lines of SMTP with one look, for each of the octets that they begin with. */
    private static final BitSet FIRST_OCTETS = firstOctets();

    private final String name;

    @SuppressWarnings("ImmutableEnumChecker") // It never changes.
    private final Optional<Pattern> line;

    @SuppressWarnings("ImmutableEnumChecker") // Neither do these.
    private final int[][] beginnings;

    /** One that speaks in lines. */
    ForeignProtocol(String name, String line) {
        this.name = name;
        this.line = Optional.of(Pattern.compile(line));
        this.beginnings = new int[0][];
    }

    /** One that speaks in octets, none of which need be a line break. */
    ForeignProtocol(String name, int[]... beginnings) {
        this.name = name;
        this.line = Optional.empty();
        this.beginnings = beginnings;
    }

    /** Recognises a line, or the beginning of one that cannot be read. One with a verb that SMTP has is none. */
    static Optional<ForeignProtocol> ofLine(String text) {
        int blank = text.indexOf(' ');
        return Verb.named(blank < 0 ? text : text.substring(0, blank)).isPresent()
                ? Optional.empty()
                : Arrays.stream(values()).filter(one -> one.says(text)).findFirst();
    }

    /** Recognises the octets that a line begins with, as soon as they are enough. */
    static Optional<ForeignProtocol> ofBeginning(byte[] octets, int length) {
        if (length > LONGEST_BEGINNING) {
            return Optional.empty();
        }
        Optional<ForeignProtocol> known = FIRST_OCTETS.get(Byte.toUnsignedInt(octets[0]))
                ? Arrays.stream(values())
                        .filter(one -> one.beginsWith(octets, length))
                        .findFirst()
                : Optional.empty();
        return known.isEmpty() && length == LONGEST_BEGINNING && isBinary(octets) ? Optional.of(BINARY) : known;
    }

    /** As people call it. */
    public String title() {
        return name;
    }

    private boolean says(String text) {
        return line.filter(pattern -> pattern.matcher(text).matches()).isPresent();
    }

    private static boolean isBinary(byte[] octets) {
        for (int i = 0; i < SHORTEST_VERB; i++) {
            if (octets[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean beginsWith(byte[] octets, int length) {
        return Arrays.stream(beginnings)
                .anyMatch(beginning -> length == beginning.length && matches(beginning, octets));
    }

    private static BitSet firstOctets() {
        BitSet octets = new BitSet(256);
        for (ForeignProtocol one : values()) {
            for (int[] beginning : one.beginnings) {
                octets.set(beginning[0]);
            }
        }
        return octets;
    }

    private static boolean matches(int[] beginning, byte[] octets) {
        for (int i = 0; i < beginning.length; i++) {
            if (beginning[i] != ANY && beginning[i] != Byte.toUnsignedInt(octets[i])) {
                return false;
            }
        }
        return true;
    }
}
