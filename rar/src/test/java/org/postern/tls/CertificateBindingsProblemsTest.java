package org.postern.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateBindingsProblemsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mx; has no \"=\". Write 192.0.2.1:25=ALIAS",
                "192.0.2.1:25; has no \"=\"",
                "*=; names no alias",
                "192.0.2.1:25= ; names no alias",
                "*:25=mx|; names no alias on one side of",
                "*:25=|mx; names no alias on one side of",
                "*:25=mx | mx; names an alias twice",
                "*:25=mx=shop; has a second \"=\"",
                "mx.example.org:25=mx; has \"mx.example.org\" where an IP address should stand",
                "localhost=mx; host names are not looked up",
                "192.0.2=mx; has \"192.0.2\" where an IP address should stand",
                "192.0.2.256=mx; where an IP address should stand",
                "=mx; has \"\" where an IP address should stand",
                ":25=mx; has \"\" where an IP address should stand",
                "[192.0.2.1]=mx; readable address",
                "[]=mx; readable address",
                "::1=mx; Write 192.0.2.1:25=ALIAS, 192.0.2.1=ALIAS, *:25=ALIAS or *=ALIAS, IPv6 addresses in brackets",
                "2001:db8::1=mx; readable address",
                "2001:db8::1:25=mx; readable address",
                "[::g]=mx; has \"[::g]\" where an IP address should stand",
                "[::1=mx; readable address",
                "[::1]25=mx; readable address",
                "[::1]:25:26=mx; readable address",
                "[fe80::1%eth0]:25=mx; has a scope id",
                "0.0.0.0:25=mx; can never match: no connection arrives at 0.0.0.0. Write * for every address.",
                "[::]=mx; can never match",
                "*:0=mx; Write a number from 1 to 65535",
                "*:65536=mx; no usable port",
                "*:-1=mx; no usable port",
                "*:99999999999=mx; no usable port",
                "*:smtp=mx; no usable port",
                "*:=mx; no usable port",
                "*:*=mx; no usable port"
            })
    void saysWhatIsWrongWithAnEntryAndWhatToWrite(String entry, String sentence) {
        assertThat(problems(entry))
                .singleElement()
                .asString()
                .startsWith("certificateBindings: \"" + entry + "\" ")
                .contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*=a, *=b | \"*=b\" is for *, and so is an earlier \"*=a\". Keep one of them.",
                "*:25=a, *:025=a | \"*:025=a\" is for *:25, and so is an earlier \"*:25=a\"",
                "[::1]=a, [0:0::1]=b | \"[0:0::1]=b\" is for [::1], and so is an earlier \"[::1]=a\"",
                "192.0.2.1:25=a, [::ffff:192.0.2.1]:25=b | is for 192.0.2.1:25, and so is"
            })
    void refusesASecondBindingForOneAddressInWhateverSpelling(String text, String sentence) {
        assertThat(problems(text)).singleElement().asString().contains(sentence);
    }

    @Test
    void reportsEveryProblemOfEveryEntryAtOnce() {
        assertThat(problems("mx, host:0=, *=good, *=twice")).hasSize(5);
    }

    @Test
    void keepsTheBindingsThatAreRight() {
        assertThat(CertificateBindings.parse("*:0=bad, *=good", problem -> {})).hasToString("*=good");
    }

    private static List<String> problems(String text) {
        List<String> problems = new ArrayList<>();
        CertificateBindings.parse(text, problems::add);
        return problems;
    }
}
