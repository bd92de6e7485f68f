package org.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressTableTest {
    private static final AddressTable.Row PLAIN =
            new AddressTable.Row("smtp", "127.0.0.2", 2525, "", "", "", "", "no", "No certificate is bound.");
    private static final AddressTable.Row SECURE = new AddressTable.Row(
            "smtp", "127.0.0.1", 2525, "127.0.0.1=mx", "mx", "CN=mx", "2026-01-01", "yes", "It is usable.");
    private static final AddressTable.Row IMPLICIT =
            new AddressTable.Row("smtps", "::1", 465, "*=mx", "mx", "CN=mx", "2026-01-01", "yes", "It is usable.");

    @Test
    void eachAddressHasALineInColumns() {
        assertThat(new AddressTable(List.of(IMPLICIT, PLAIN, SECURE)).toString().lines())
                .containsExactly(
                        "scheme  address    port  binding       alias  certificate  valid until  STARTTLS  reason",
                        "smtp    127.0.0.1  2525  127.0.0.1=mx  mx     CN=mx        2026-01-01   yes       It is usable.",
                        "smtp    127.0.0.2  2525                                                 no        "
                                + "No certificate is bound.",
                        "smtps   [::1]      465   *=mx          mx     CN=mx        2026-01-01   implicit  It is usable.");
    }

    @Test
    void theCommandSendsToTheFirstAddress() {
        assertThat(new AddressTable(List.of(IMPLICIT, PLAIN, SECURE)).commandToSendAMail())
                .get()
                .asString()
                .startsWith("printf 'From: ")
                .contains(" --url smtp://127.0.0.1:2525 ");
    }

    @Test
    void theCommandTrustsTheDevelopmentCertificateOfImplicitTls() {
        assertThat(new AddressTable(List.of(IMPLICIT)).commandToSendAMail())
                .get()
                .asString()
                .contains(" --insecure --url smtps://[::1]:465 ");
    }

    @Test
    void withoutAddressesThereIsNoCommand() {
        assertThat(new AddressTable(List.of()).commandToSendAMail()).isEmpty();
    }
}
