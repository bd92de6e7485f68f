package org.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressTableTest {
    private static final AddressTable.Certificate MX =
            new AddressTable.Certificate("mx", "USABLE", "CN=mx", "2026-01-01", "It is usable.");
    private static final AddressTable.Certificate LOST =
            new AddressTable.Certificate("lost", "ALIAS_NOT_FOUND", "", "", "It is not there.");
    private static final AddressTable.Row PLAIN = new AddressTable.Row(
            new AddressTable.Place("smtp", "127.0.0.2", 2525),
            "no",
            false,
            "",
            "No certificate is bound.",
            "",
            List.of());
    private static final AddressTable.Row SECURE = new AddressTable.Row(
            new AddressTable.Place("smtp", "127.0.0.1", 2525),
            "yes",
            false,
            "127.0.0.1=mx|lost",
            "It is usable.",
            "",
            List.of(MX, LOST));
    private static final AddressTable.Row IMPLICIT = new AddressTable.Row(
            new AddressTable.Place("smtps", "::1", 465), "yes", false, "*=mx", "It is usable.", "", List.of(MX));
    private static final AddressTable.Row TAKEN = new AddressTable.Row(
            new AddressTable.Place("lmtp", "127.0.0.1", 24),
            "no",
            false,
            "",
            "No certificate is bound.",
            "it cannot be opened: in use",
            List.of());

    @Test
    void eachAddressHasALineForEachCertificate() {
        assertThat(new AddressTable(List.of(IMPLICIT, PLAIN, SECURE))
                        .toString()
                        .lines()
                        .map(AddressTableTest::cells))
                .containsExactly(
                        "scheme/address/port/STARTTLS/binding/alias/verdict/certificate/valid until/reason",
                        "smtp/127.0.0.1/2525/yes/127.0.0.1=mx|lost/mx/USABLE/CN=mx/2026-01-01/It is usable.",
                        "/lost/ALIAS_NOT_FOUND/It is not there.",
                        "smtp/127.0.0.2/2525/no/No certificate is bound.",
                        "smtps/[::1]/465/implicit/*=mx/mx/USABLE/CN=mx/2026-01-01/It is usable.");
    }

    @Test
    void theColumnsStandBelowEachOther() {
        List<String> lines = new AddressTable(List.of(IMPLICIT, PLAIN, SECURE))
                .toString()
                .lines()
                .toList();

        assertThat(lines)
                .map(line -> line.indexOf("It is usable."))
                .contains(lines.get(0).indexOf("reason"));
        assertThat(lines.get(2).indexOf("lost")).isEqualTo(lines.get(0).indexOf("alias"));
        assertThat(lines.get(3).indexOf("No certificate"))
                .isEqualTo(lines.get(0).indexOf("reason"));
    }

    @Test
    void anAddressThatIsNotOpenSaysWhyAndIsNotSentTo() {
        AddressTable table = new AddressTable(List.of(TAKEN, PLAIN));

        assertThat(table.toString().lines().map(AddressTableTest::cells))
                .contains("lmtp/127.0.0.1/24/NOT OPEN: it cannot be opened: in use");
        assertThat(table.commandToSendAMail()).get().asString().contains(" --url smtp://127.0.0.2:2525 ");
    }

    @Test
    void whereTlsBeginsWithTheFirstOctetItIsImplicit() {
        AddressTable.Row submissions = new AddressTable.Row(
                new AddressTable.Place("submissions", "127.0.0.1", 465),
                "yes",
                false,
                "*=mx",
                "It is usable.",
                "",
                List.of(MX));

        assertThat(new AddressTable(List.of(submissions)).toString().lines().map(AddressTableTest::cells))
                .contains("submissions/127.0.0.1/465/implicit/*=mx/mx/USABLE/CN=mx/2026-01-01/It is usable.");
    }

    /** Columns are at least two blanks apart. */
    private static String cells(String line) {
        return line.replaceAll(" {2,}", "/");
    }
}
