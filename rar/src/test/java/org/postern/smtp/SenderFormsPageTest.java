package org.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postern.packaging.GeneratedPart;

/** What senders write, where it has been seen, and how it is answered: the table of the documentation is made of it. */
class SenderFormsPageTest {
    /** A blank row would end the table: each line is a command, where it comes from, and both replies. {@code {09}} is a tab. */
    private static final String FORMS = """
            EHLO [2001:db8:0:0:0:0:0:1] | Java, Go and PHP clients on IPv6 | 250 | 250
            EHLO fe80::1%eth0 | clients on a local network | 250 | 250
            EHLO 192.0.2.1:2525 | proxies | 250 | 250
            EHLO John's-MacBook | desktops | 250 | 250
            EHLO Front Desk | desktops with a blank in their names | 250 | 250
            HELO my_scanner | scanners | 250 | 250
            EHLO M{C3}{BC}ller-PC | desktops with a name in UTF-8 | 250 | 250
            HELO | no name at all | 501 5.5.4 | 501 5.5.4
            MAIL FROM:<a@example.org> SIZE=100 | RFC 5321 | 250 2.1.0 | 250 2.1.0
            MAIL FROM: <a@example.org> | scanners, Windows scripts | 250 2.1.0 | 501 5.1.7
            MAIL FROM:{09}<a@example.org> | RAID controllers | 250 2.1.0 | 501 5.1.7
            MAIL FROM : <a@example.org> | hand-made clients | 250 2.1.0 | 501 5.5.4
            MAIL{09}FROM:<a@example.org> | hand-made clients | 250 2.1.0 | 500 5.5.1
            MAIL  FROM:<a@example.org> | hand-made clients | 250 2.1.0 | 501 5.5.4
            mail from:<a@example.org> | scripts | 250 2.1.0 | 250 2.1.0
            Mail From:<a@example.org>{20}{20} | scripts | 250 2.1.0 | 250 2.1.0
            MAIL FROM:a@example.org | scanners, PHP, alarm systems | 250 2.1.0 | 501 5.1.7
            MAIL FROM: a@example.org SIZE=100 | scanners | 250 2.1.0 | 501 5.1.7
            MAIL FROM:< a@example.org > | form mailers | 250 2.1.0 | 501 5.1.7
            MAIL FROM:a@[192.0.2.1] | printers without a domain | 250 2.1.0 | 501 5.1.7
            MAIL FROM:<root@[0:0:0:0:0:0:0:1]> | Java programs on machines without a name | 250 2.1.0 | 501 5.1.7
            MAIL FROM:<a..b@docomo.example> | mobile operators in Japan | 250 2.1.0 | 501 5.1.7
            MAIL FROM:<a.@docomo.example> | mobile operators in Japan | 250 2.1.0 | 501 5.1.7
            MAIL FROM:<.a@example.org> | mobile operators in Japan | 250 2.1.0 | 501 5.1.7
            MAIL FROM:<root@my_scanner> | devices and containers with an underscore in their names | 250 2.1.0 | 501 5.1.7
            MAIL FROM:<root@printer-> | devices whose names are cut | 250 2.1.0 | 501 5.1.7
            MAIL FROM:<root@host.example.org.> | cron on hosts with a name from DNS | 250 2.1.0 | 501 5.1.7
            MAIL FROM:<user+caf_=website_0123456789abcdef0123456789abcdef=mail.example.com@gmail.example> | forwarding by Gmail | 250 2.1.0 | 250 2.1.0
            MAIL FROM:<bounces+firstname.lastname=subsidiary.long-company-name.example.net@shop.example.com> | VERP | 250 2.1.0 | 250 2.1.0
            MAIL FROM:<a@example.org> SIZE= | programs that do not know the size | 250 2.1.0 | 501 5.5.4
            MAIL FROM:<a@example.org> SIZE | programs that do not know the size | 250 2.1.0 | 501 5.5.4
            MAIL FROM:<a@example.org> AUTH=<> | relays that repeat what they heard, where AUTH is not offered | 250 2.1.0 | 555 5.5.4
            MAIL FROM:<a@example.org> AUTH= | relays | 250 2.1.0 | 501 5.5.4
            MAIL FROM:<a@example.org>{09}BODY=8BITMIME | hand-made clients | 250 2.1.0 | 501 5.5.4
            MAIL FROM:<> | reports (RFC 5321 section 4.5.5) | 250 2.1.0 | 250 2.1.0
            RCPT TO: <b@example.com> | scanners | 250 2.1.5 | 501 5.1.3
            RCPT TO:b@example.com | scanners, PHP | 250 2.1.5 | 501 5.1.3
            RCPT TO:postmaster | hand-made clients | 250 2.1.5 | 501 5.1.3
            RCPT TO:<a..b@example.com> | mobile operators in Japan | 250 2.1.5 | 501 5.1.3
            RCPT TO:<@relay.example:b@example.com> | RFC 5321 appendix C | 250 2.1.5 | 250 2.1.5
            MAIL FROM: | an address that is empty in the device | 501 5.1.7 | 501 5.1.7
            MAIL FROM:root | no domain: a reply could not be sent | 501 5.1.7 | 501 5.1.7
            MAIL FROM:<root> | the same | 501 5.1.7 | 501 5.1.7
            MAIL FROM <a@example.org> | no colon | 501 5.5.4 | 501 5.5.4
            MAIL FROM:<a@example.org | which character is missing? | 501 5.1.7 | 501 5.1.7
            MAIL FROM:a@example.org> | which character is too much? | 501 5.1.7 | 501 5.1.7
            MAIL FROM:<<a@example.org>> | which pair of brackets? | 501 5.1.7 | 501 5.1.7
            MAIL FROM:<a@example.org>SIZE=100 | where does the address end? | 501 5.5.4 | 501 5.5.4
            MAIL FROM:SIZE=100@example.org | a parameter, or an address? | 501 5.1.7 | 501 5.1.7
            MAIL FROM:<a@example.org> SIZE= 100 | one parameter, or two? | 555 5.5.4 | 501 5.5.4
            MAIL FROM:<a@example.org> SIZE=1 SIZE=2 | which of them? | 501 5.5.4 | 501 5.5.4
            MAIL FROM:Anna <a@example.org> | a name belongs into the header | 501 5.1.7 | 501 5.1.7
            MAIL FROM:<a@example.org> <b@example.org> | two addresses | 501 5.5.4 | 501 5.5.4
            RCPT TO:<a@example.com>,<b@example.com> | two addresses | 501 5.5.4 | 501 5.5.4
            RCPT TO:a@example.com,b@example.com | two addresses | 501 5.1.3 | 501 5.1.3
            RCPT TO:a@example.com b@example.com | two addresses | 501 5.5.4 | 501 5.1.3
            RCPT TO:"a b"@example.com | a quoted name needs brackets | 501 5.1.3 | 501 5.1.3
            MAIL FROM:<a{00}@example.org> | control characters | 500 5.5.2 | 500 5.5.2
            MAIL FROM:<a@example..org> | no such name can exist | 501 5.1.7 | 501 5.1.7
            """;

    private static final Pattern OCTET = Pattern.compile("\\{([0-9A-F]{2})}");
    private static final Pattern CODES = Pattern.compile("S: (\\d{3}(?: \\d[.]\\d[.]\\d)?)[ -]");

    /** One row. */
    record Form(String command, String from, String lenient, String strict) {
        static Form parse(String line) {
            String[] cells = line.split(" \\| ", -1);
            return new Form(cells[0], cells[1], cells[2], cells[3]);
        }

        String row() {
            return "| `" + command + "` | " + from + " | " + lenient + " | " + strict + " |";
        }
    }

    static Stream<Form> forms() {
        return FORMS.lines().map(Form::parse);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void eachIsAnsweredAsThePageSays(Form form) {
        assertThat(reply(EnvelopeSyntax.LENIENT, form.command())).isEqualTo(form.lenient());
        assertThat(reply(EnvelopeSyntax.STRICT, form.command())).isEqualTo(form.strict());
    }

    @Test
    void theTableIsMadeFromThem() throws Exception {
        List<String> table =
                new ArrayList<>(List.of("| command | where it comes from | lenient | strict |", "|---|---|---|---|"));
        forms().map(Form::row).forEach(table::add);

        new GeneratedPart("docs/scanners-and-old-devices.md", "forms").assertIs(table);
    }

    private static String reply(EnvelopeSyntax syntax, String command) {
        Peer peer = Peer.ready(syntax);
        if (command.startsWith("RCPT")) {
            peer.send("MAIL FROM:<>\r\n");
        }
        String octets =
                OCTET.matcher(command).replaceAll(found -> String.valueOf((char) Integer.parseInt(found.group(1), 16)));
        Matcher codes = CODES.matcher(peer.send(octets + "\r\n"));
        assertThat(codes.lookingAt()).as(command).isTrue();
        return codes.group(1);
    }
}
