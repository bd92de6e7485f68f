package org.postern.ra.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.ListenAddress;

class ListenParserTest {
    private final List<String> problems = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "smtp://127.0.0.1:2525, smtp://127.0.0.1:2525",
        "smtp://0.0.0.0, smtp://0.0.0.0:25",
        "smtps://0.0.0.0, smtps://0.0.0.0:465",
        "smtps://[::]:465, smtps://[::]:465",
        "submission://0.0.0.0, submission://0.0.0.0:587",
        "submissions://0.0.0.0, submissions://0.0.0.0:465",
        "lmtp://127.0.0.1, lmtp://127.0.0.1:24",
        "lmtp://127.0.0.1:2003, lmtp://127.0.0.1:2003",
        "lmtp:///run/postern/lmtp.sock, lmtp:///run/postern/lmtp.sock",
        "LMTP:///a?backlog=5, lmtp:///a",
        "smtp://[2001:DB8::1], smtp://[2001:db8::1]:25",
        "SMTP://127.0.0.1:1, smtp://127.0.0.1:1",
        "smtp://127.0.0.1:65535/, smtp://127.0.0.1:65535",
        "smtp://127.0.0.1:25?, smtp://127.0.0.1:25",
        "smtp://127.0.0.1:25/?backlog=50, smtp://127.0.0.1:25"
    })
    void whatCanBeWritten(String text, String meaning) {
        assertThat(parse(text)).singleElement().hasToString(meaning);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp://0.0.0.0:25,smtps://[::]:465", " smtp://0.0.0.0:25 \n\tsmtps://[::]:465 "})
    void severalAreSeparatedByCommasOrBlanks(String text) {
        assertThat(parse(text)).map(ListenAddress::toString).containsExactly("smtp://0.0.0.0:25", "smtps://[::]:465");
        assertThat(problems).isEmpty();
    }

    @Test
    void theBacklogIsAnOption() {
        assertThat(parse("smtp://127.0.0.1:25?backlog=50, smtp://127.0.0.1:26"))
                .map(ListenAddress::backlog)
                .containsExactly(50, 1_024);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense                         | is not understood",
                "127.0.0.1:25                     | is not understood",
                "smtp:127.0.0.1:25                | is not understood",
                "smtp://127.0.0.1:25/path         | is not understood",
                "smtp://127.0.0.1:25#fragment     | is not understood",
                "smtp://127.0.0.1:                | is not understood",
                "smtp://127.0.0.1:x               | is not understood",
                "smtp://127.0.0.1:-1              | is not understood",
                "smtp://127.0.0.1:9999999999      | is not understood",
                "smtp://::1:25                    | is not understood",
                "smtp://[::1:25                   | is not understood",
                "http://127.0.0.1:25              | has an unknown scheme",
                "lmtp://127.0.0.1:25              | has the port of SMTP",
                "smtp:///run/smtp.sock            | has a path where an IP address should stand, which only lmtp may",
                "lmtp:///                         | where an IP address should stand",
                "smtp://localhost:25              | where an IP address should stand",
                "smtp://me@127.0.0.1:25           | where an IP address should stand",
                "smtp://:25                       | where an IP address should stand",
                "smtp://[]:25                     | where an IP address should stand",
                "smtp://[::g]:25                  | where an IP address should stand",
                "smtp://127.0.0.256:25            | where an IP address should stand",
                "smtp://127.1:25                  | where an IP address should stand",
                "smtp://127.0.0.1:0               | has a port outside of 1 to 65535",
                "smtp://127.0.0.1:65536           | has a port outside of 1 to 65535",
                "smtp://127.0.0.1:25?backlog=0    | has the option \"backlog=0\"",
                "smtp://127.0.0.1:25?backlog      | has the option \"backlog\"",
                "smtp://127.0.0.1:25?backlog=     | has the option \"backlog=\"",
                "smtp://127.0.0.1:25?backlog=1x   | has the option \"backlog=1x\"",
                "smtp://127.0.0.1:25?backlog=1e6  | has the option \"backlog=1e6\"",
                "smtp://127.0.0.1:25?backlog=5&x  | has the option \"x\""
            })
    void eachFaultIsNamedOnceWithWhatWasWritten(String text, String fault) {
        assertThat(parse(text)).isEmpty();
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("listen: \"" + text + "\" ")
                .contains(fault)
                .endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtp://127.0.0.1:25, smtp://127.0.0.1:25",
                "smtp://127.0.0.1, smtps://127.0.0.1:25",
                "smtp://[::1]:25, smtp://[0:0:0:0:0:0:0:1]:25"
            })
    void oneAddressCannotStandTwice(String text) {
        parse(text);

        assertThat(problems).singleElement().asString().contains("has the same place as");
    }

    @Test
    void everyFaultIsFoundAtOnce() {
        parse("http://127.0.0.1, smtp://localhost, , smtp://127.0.0.1:0");

        assertThat(problems).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "smtp://127.0.0.1:25,"})
    void anEmptyPlaceIsAFault(String text) {
        parse(text);

        assertThat(problems).first().asString().startsWith("listen: \"\" is not understood");
    }

    private List<ListenAddress> parse(String text) {
        return new ListenParser(problems::add)
                .parse(text).stream().map(ListenEntry::address).toList();
    }
}
