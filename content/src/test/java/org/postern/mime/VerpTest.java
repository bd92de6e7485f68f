package org.postern.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerpTest {
    private static final String MAILBOX = "bounces@shop.example.com";
    private static final byte[] KEY = "sixteen octets!!".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER_KEY = "another key, too".getBytes(StandardCharsets.US_ASCII);

    private final Verp plain = Verp.plain(MAILBOX);
    private final Verp signed = Verp.signed(MAILBOX, KEY);

    @ParameterizedTest
    @CsvSource({
        "user@example.org, bounces+user=example.org@shop.example.com",
        "first.last+tag@mail.example.org, bounces+first.last+tag=mail.example.org@shop.example.com",
        "a=b@example.org, bounces+a+3Db=example.org@shop.example.com",
        "a+2b@example.org, bounces+a+2B2b=example.org@shop.example.com",
        "a%b!c@example.org, bounces+a+25b+21c=example.org@shop.example.com",
        "'\"a b\"@example.org', bounces++22a+20b+22=example.org@shop.example.com",
        "j\u00f6rg@example.org, bounces+j+C3+B6rg=example.org@shop.example.com",
        "user@[IPv6:2001:db8::1], bounces+user=+5BIPv6+3A2001+3Adb8+3A+3A1+5D@shop.example.com",
        "a..b@example.org, bounces+a.+2Eb=example.org@shop.example.com",
    })
    void anAddressSaysWhomAMessageWasFor(String recipient, String address) {
        assertThat(plain.encode(recipient)).isEqualTo(address);
        assertThat(plain.decode(address)).contains(recipient);
    }

    @Test
    void whatIsEncodedIsDecodedWhateverItIs() {
        SplittableRandom random = new SplittableRandom(17);
        String alphabet = "abzAZ019+=.-_%!\"\\ @\u00e9\u5c71<>(),:;[]";
        for (int i = 0; i < 20_000; i++) {
            String recipient = random.ints(1 + random.nextInt(12), 0, alphabet.length())
                            .mapToObj(index -> alphabet.substring(index, index + 1))
                            .collect(Collectors.joining())
                    + "@example.org";
            for (Verp verp : List.of(plain, signed)) {
                String address = verp.encode(recipient);
                assertThat(address).matches("[a-zA-Z0-9.+=#$&'*/?^_`{|}~-]+@shop\\.example\\.com");
                assertThat(verp.decode(address)).as(address).contains(recipient);
            }
        }
    }

    @Test
    void caseDoesNotMatter() {
        String address = signed.encode("User@Example.org");

        assertThat(signed.decode(address.toUpperCase(Locale.ROOT))).contains("USER@EXAMPLE.ORG");
        assertThat(signed.decode(address.toLowerCase(Locale.ROOT))).contains("user@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "bounces@shop.example.com",
                "bounces+@shop.example.com",
                "bounces+user@shop.example.com",
                "bounces+=example.org@shop.example.com",
                "bounces+user=@shop.example.com",
                "bounces+user=example.org@other.example.com",
                "orders+user=example.org@shop.example.com",
                "bounces+user=example.org",
                "bounces+a+FFb=example.org@shop.example.com"
            })
    void anAddressOfAnotherFormSaysNothing(String address) {
        assertThat(plain.decode(address)).isEmpty();
        assertThat(signed.decode(address)).isEmpty();
    }

    @Test
    void aStrangerCannotMakeAnAddressWithACode() {
        String address = signed.encode("user@example.org");

        assertThat(address).matches("bounces\\+[0-9a-f]{20}\\+user=example\\.org@shop\\.example\\.com");
        assertThat(signed.decode(address)).contains("user@example.org");
        assertThat(signed.decode(address.replace("user", "other"))).isEmpty();
        assertThat(signed.decode(plain.encode("user@example.org"))).isEmpty();
        assertThat(signed.decode(Verp.signed(MAILBOX, OTHER_KEY).encode("user@example.org")))
                .isEmpty();
        assertThat(Verp.signed("orders@shop.example.com", KEY).decode(address.replace("bounces", "orders")))
                .isEmpty();
        for (int i = "bounces+".length(); i < "bounces+".length() + 20; i++) {
            String forged = address.substring(0, i) + (address.charAt(i) == '0' ? '1' : '0') + address.substring(i + 1);
            assertThat(signed.decode(forged)).as(forged).isEmpty();
        }
    }

    @Test
    void whatWasSentWithAFormerKeyIsStillRead() {
        String address = signed.encode("user@example.org");

        assertThat(Verp.signed(MAILBOX, OTHER_KEY, KEY).decode(address)).contains("user@example.org");
        assertThat(Verp.signed(MAILBOX, OTHER_KEY, KEY).encode("user@example.org"))
                .isNotEqualTo(address);
    }

    @Test
    void nothingIsMadeThatIsNoAddress() {
        assertThatThrownBy(() -> plain.encode("user")).hasMessageContaining("Not an address");
        assertThatThrownBy(() -> plain.encode("@example.org")).hasMessageContaining("Not an address");
        assertThatThrownBy(() -> plain.encode("a".repeat(250) + "@example.org")).hasMessageContaining("254");
        assertThatThrownBy(() -> Verp.plain("bounces")).hasMessageContaining("Not a mailbox");
        assertThatThrownBy(() -> Verp.signed(MAILBOX, new byte[15])).hasMessageContaining("16");
    }
}
