package org.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.api.MailEndpoint;
import org.postern.api.MailEnvelope;
import org.postern.api.MailHeaders;
import org.postern.api.MailMessage;
import org.postern.api.MailRejectedException;
import org.postern.api.MailReply;
import org.postern.api.MailSession;
import org.postern.api.RecipientInquiry;
import org.postern.api.spi.EndpointCall;
import org.postern.api.spi.EndpointRoutes;
import org.postern.mime.Attachment;
import org.postern.mime.DeliveryStatus;
import org.postern.mime.MailContent;

/** Which method a message is for, and what it gets. */
class RoutesTest {
    private static final String REPORT = """
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.org

            Final-Recipient: rfc822; user@example.net
            Action: failed
            Status: 5.1.1
            --b--
            """;

    /** The one of the documentation. */
    public static class Desk implements MailEndpoint {
        @OnRecipient("orders+{id}@shop.example.com")
        public void exists(@Detail("id") long id) throws MailRejectedException {}

        @OnMail(to = "orders+{id}@shop.example.com", header = "X-Kind: invoice")
        public MailReply invoice(@Detail("id") long id, @Part("application/pdf") InputStream pdf) {
            return MailReply.accepted();
        }

        @OnMail(to = "orders+{id}@shop.example.com")
        public MailReply order(@Detail("id") long id, @NewText String text) {
            return MailReply.accepted();
        }

        @OnReport
        public void bounced(DeliveryStatus report) {}

        /** Not for mail. */
        public void other() {}
    }

    private final EndpointRoutes desk = new AnnotationRouter().routes(Desk.class);

    @Test
    void aMethodGetsTheDetailOfItsAddressAndTheNewText() throws Exception {
        EndpointCall call =
                desk.message(Mail.to("Orders+4711@SHOP.example.com.").saying("""
                Subject: Re: x

                Two teapots

                On Friday you wrote:
                > how many?
                """));

        assertThat(call.method().getName()).isEqualTo("order");
        assertThat(call.arguments()).containsExactly(4711L, "Two teapots\n");
    }

    @Test
    void theOneThatKnowsMoreIsTheBest() throws Exception {
        Mail invoice = Mail.to("orders+1@shop.example.com").saying("""
                X-Kind: Invoice
                Content-Type: application/pdf
                Content-Transfer-Encoding: base64

                JVBERg==
                """);

        EndpointCall call = desk.message(invoice);

        assertThat(call.method().getName()).isEqualTo("invoice");
        assertThat(((InputStream) call.arguments()[1]).readAllBytes())
                .asString()
                .isEqualTo("%PDF");
    }

    /** What it needs is not there, and the next one takes it. */
    @Test
    void aMessageWithoutAPartIsNotForAMethodThatNeedsIt() throws Exception {
        EndpointCall call = desk.message(Mail.to("orders+1@shop.example.com").saying("X-Kind: invoice\n\nnone\n"));

        assertThat(call.method().getName()).isEqualTo("order");
    }

    @Test
    void aReportIsForTheMethodThatWantsReports() throws Exception {
        EndpointCall call =
                desk.message(Mail.to("bounces@shop.example.com").saying(REPORT).withoutReversePath());

        assertThat(call.method().getName()).isEqualTo("bounced");
        assertThat(call.arguments()).singleElement().hasToString("mx.example.org [user@example.net FAILED 5.1.1]");
    }

    @Test
    void whatNoMethodTakesIsRefusedAfterTheContent() {
        assertThatExceptionOfType(MailRejectedException.class)
                .isThrownBy(() -> desk.message(Mail.to("bounces@shop.example.com")))
                .satisfies(refused -> {
                    assertThat(refused.replyCode()).isEqualTo(550);
                    assertThat(refused.enhancedStatusCode()).isEqualTo("5.6.0");
                    assertThat(refused).hasMessage("Nothing here takes a message like this");
                });
    }

    @Test
    void aRecipientWithAMethodThatIsAskedHasAQuestion() throws Exception {
        EndpointCall call = desk.recipient(Mail.to("orders+7@shop.example.com")).orElseThrow();

        assertThat(call.method().getName()).isEqualTo("exists");
        assertThat(call.arguments()).containsExactly(7L);
    }

    /** Reports may be for anyone here. */
    @ParameterizedTest
    @ValueSource(strings = {"bounces", "orders+x"})
    void aRecipientWithoutOneIsTakenIfMailForItMayBe(String local) throws Exception {
        assertThat(desk.recipient(Mail.to(local + "@shop.example.com"))).isEmpty();
    }

    /** All that an argument can be. */
    @SuppressWarnings("unused")
    public static class Everything implements MailEndpoint {
        public enum Kind {
            ORDER,
            TICKET
        }

        @OnMail(
                to = "{kind}+{number}-{id}@{shop}.example.com",
                header = {"Subject", "X-Other: a*z"})
        public void all(
                @Detail("kind") Kind kind,
                @Detail("number") int number,
                @Detail("id") UUID id,
                @Detail("shop") String shop,
                @HeaderOf("subject") String subject,
                @HeaderOf("X-Missing") String missing,
                @HeaderOf("X-Missing") Optional<String> none,
                @HeaderOf("X-Other") List<String> others,
                @Part("text/csv") Attachment table,
                @Part("image/*") Optional<Attachment> image,
                @Part List<Attachment> parts,
                MailMessage message,
                MailEnvelope envelope,
                MailEnvelope.Recipient recipient,
                MailSession session,
                MailHeaders headers,
                MailContent content) {}
    }

    private static final String ADDRESS = "order+12-123e4567-e89b-12d3-a456-426614174000@north.example.com";

    @Test
    void whatAnArgumentCanBe() throws Exception {
        Mail mail = Mail.to(ADDRESS).saying("""
                Subject: =?utf-8?q?f=C3=BCr?= dich
                X-Other: ABCZ
                X-Other: more
                Content-Type: text/csv; name=a.csv

                a;b
                """);

        Object[] arguments =
                new AnnotationRouter().routes(Everything.class).message(mail).arguments();

        assertThat(arguments)
                .startsWith(
                        Everything.Kind.ORDER,
                        12,
                        UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                        "north",
                        "f\u00fcr dich",
                        "",
                        Optional.empty(),
                        List.of("ABCZ", "more"));
        assertThat(((Attachment) arguments[8]).openStream().readAllBytes())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("a;b\r\n");
        assertThat(arguments[9]).isEqualTo(Optional.empty());
        assertThat((List<?>) arguments[10]).hasSize(1);
        assertThat(arguments).contains(mail);
        assertThat(arguments[16]).isInstanceOf(MailContent.class);
    }

    /** An address whose pieces are of another kind is none of a method's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bill+12-123e4567-e89b-12d3-a456-426614174000@north.example.com",
                "order+many-123e4567-e89b-12d3-a456-426614174000@north.example.com",
                "order+99999999999-123e4567-e89b-12d3-a456-426614174000@north.example.com",
                "order+12-none@north.example.com",
                "order+12-123e4567-e89b-12d3-a456-426614174000@example.com",
                "order+12-1-1-1-1-1@north.example.com",
                "postmaster",
            })
    void aRecipientForWhomNoMethodTakesMailIsRefused(String address) {
        assertThatExceptionOfType(MailRejectedException.class)
                .isThrownBy(
                        () -> new AnnotationRouter().routes(Everything.class).recipient(Mail.to(address)))
                .satisfies(refused -> assertThat(refused.enhancedStatusCode()).isEqualTo("5.1.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Subject: x\n\n", "X-Other: abz\n\n", "Subject: x\nX-Other: abc\nX-Other: az\n\n"})
    void theFirstFieldOfANameMustBeAsTheConditionSays(String header) {
        assertThatExceptionOfType(MailRejectedException.class).isThrownBy(() -> new AnnotationRouter()
                .routes(Everything.class)
                .message(Mail.to(ADDRESS).saying(header)));
    }

    /** Refuses in its own words what it does not want. */
    @OtherMail(replyCode = 450, enhancedStatusCode = "4.7.1", text = "Not now")
    public static class Picky implements MailEndpoint {
        @OnMail(to = "a@example.com", header = "X-Kind")
        public void take() {}

        @OnMail(
                to = "*@example.com",
                header = {"X-Kind: b", "X-More"})
        public void more() {}

        @OnMail(
                to = "*@example.com",
                header = {"X-Kind: c", "X-More"})
        public void otherwise() {}

        @OnMail(to = "postmaster")
        public void postmaster(MailSession session) {}
    }

    @Test
    void aBeanMayRefuseInItsOwnWords() {
        assertThatExceptionOfType(MailRejectedException.class)
                .isThrownBy(() -> new AnnotationRouter().routes(Picky.class).message(Mail.to("a@example.com")))
                .withMessage("Not now")
                .satisfies(refused -> assertThat(refused.replyCode()).isEqualTo(450));
    }

    @ParameterizedTest
    @CsvSource({
        "a@example.com, X-Kind: b, take",
        "b@example.com, X-Kind: b, more",
        "b@example.com, X-Kind: c, otherwise",
        "postmaster, X-Kind: b, postmaster",
    })
    void theLongerAddressCountsBeforeTheMoreConditions(String address, String field, String method) throws Exception {
        Mail mail = Mail.to(address).saying(field + "\nX-More: y\n\nx\n");

        assertThat(new AnnotationRouter()
                        .routes(Picky.class)
                        .message(mail)
                        .method()
                        .getName())
                .isEqualTo(method);
    }

    /** Methods of a class above are those of the bean, but for what it overrides. */
    public static class Special extends Desk {
        @Override
        @OnMail(to = "special+{id}@shop.example.com")
        public MailReply order(long id, String text) {
            return MailReply.accepted();
        }
    }

    @Test
    void aMethodThatIsOverriddenIsNoneOfTheBean() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new AnnotationRouter().routes(Special.class))
                .withMessageContaining("order(): long");
    }

    @Test
    void allMethodsAreNamedForTheContainer() {
        assertThat(desk.methods())
                .extracting(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
                .containsExactlyInAnyOrder("Desk.exists", "Desk.invoice", "Desk.order", "Desk.bounced");
    }

    /** Asks about everyone. */
    @SuppressWarnings("unused")
    public static class Asking implements MailEndpoint {
        @OnRecipient
        public void ask(RecipientInquiry inquiry, MailEnvelope.Recipient recipient, MailSession session) {}

        @OnMail
        public void take() {}
    }

    @Test
    void aQuestionHasWhatIsKnownOfIt() throws Exception {
        Mail mail = Mail.to("b@example.com");

        assertThat(new AnnotationRouter()
                        .routes(Asking.class)
                        .recipient(mail)
                        .orElseThrow()
                        .arguments())
                .containsExactly(mail, mail, mail);
    }

    /** It has no field that says so, and comes from nobody. */
    @Test
    void aReportOfAnOldServerIsOne() throws Exception {
        Mail old = Mail.to("bounces@shop.example.com").saying("""
                From: MAILER-DAEMON@mx.example.org
                Subject: failure notice

                Hi. This is the qmail-send program at mx.example.org.
                I'm afraid I wasn't able to deliver your message to the following addresses.
                This is a permanent error; I've given up. Sorry it didn't work out.

                <user@example.net>:
                192.0.2.1 does not like recipient.
                Remote host said: 550 no such user
                Giving up on 192.0.2.1.
                """);

        assertThat(desk.message(old.withoutReversePath()).method().getName()).isEqualTo("bounced");
        assertThatExceptionOfType(MailRejectedException.class).isThrownBy(() -> desk.message(old));
    }

    /** Overrides a method without annotation, and is not called by it. */
    public static class Quiet extends Desk {
        @Override
        public MailReply order(long id, String text) {
            return MailReply.accepted();
        }
    }

    @Test
    void anAnnotationIsNotInherited() {
        assertThat(new AnnotationRouter().routes(Quiet.class).methods())
                .extracting(method -> method.getName())
                .containsExactlyInAnyOrder("exists", "invoice", "bounced");
    }

    /** Its compiler adds a method that takes anything. */
    public abstract static class Taking<T> implements MailEndpoint {
        @OnMail
        public abstract void take(T what);
    }

    /** As a bean of it. */
    public static class TakingMessages extends Taking<MailMessage> {
        @Override
        @OnMail(to = "a@example.com")
        public void take(MailMessage what) {}
    }

    @Test
    void whatTheCompilerHasAddedIsNoMethod() throws Exception {
        assertThat(new AnnotationRouter()
                        .routes(TakingMessages.class)
                        .message(Mail.to("a@example.com"))
                        .method()
                        .getParameterTypes())
                .containsExactly(MailMessage.class);
    }

    /** With a domain, and without one. */
    @SuppressWarnings("unused")
    public static class Local implements MailEndpoint {
        @OnMail(to = "Postmaster")
        public void local() {}

        @OnMail(to = "post*@mas.b")
        public void remote() {}
    }

    @Test
    void anAddressWithoutADomainIsNoneOfADomain() throws Exception {
        EndpointRoutes routes = new AnnotationRouter().routes(Local.class);

        assertThat(routes.message(Mail.to("postmaster")).method().getName()).isEqualTo("local");
        assertThat(routes.message(Mail.to("postmaster@mas.b")).method().getName())
                .isEqualTo("remote");
    }

    /** A value has one spelling, but for case. */
    @ParameterizedTest
    @ValueSource(strings = {"007", "+7", "\u0667", "-07", "7.0", " 7", ""})
    void anotherSpellingOfANumberIsNone(String number) {
        assertThatExceptionOfType(MailRejectedException.class)
                .isThrownBy(() -> desk.message(Mail.to("orders+" + number + "@shop.example.com")));
    }

    @Test
    void anEmptyFieldSaysNothing() throws Exception {
        Mail mail = Mail.to("orders+1@shop.example.com").saying("""
                X-Kind:
                X-Kind: invoice
                Content-Type: application/pdf

                x
                """);

        assertThat(desk.message(mail).method().getName()).isEqualTo("invoice");
    }

    /** One that is read as it is written in its language, and one that has it as DNS does. */
    @SuppressWarnings("unused")
    public static class International implements MailEndpoint {
        @OnMail(to = "orders@b\u00fccher.example")
        public void books() {}

        @OnMail(to = "orders@xn--caf-dma.example")
        public void coffee() {}

        @OnMail(to = "orders@{shop}.shops.example")
        public void shop(@Detail("shop") String shop) {}
    }

    /** Servers without SMTPUTF8 are sent the second (RFC 5891). */
    @ParameterizedTest
    @CsvSource({
        "b\u00fccher.example, books",
        "B\u00dcCHER.Example., books",
        "bu\u0308cher.example, books",
        "xn--bcher-kva.example, books",
        "XN--BCHER-KVA.example, books",
        "caf\u00e9.example, coffee",
        "xn--caf-dma.example, coffee",
    })
    void anInternationalDomainIsOneHoweverItIsWritten(String domain, String method) throws Exception {
        EndpointRoutes routes = new AnnotationRouter().routes(International.class);

        assertThat(routes.message(Mail.to("orders@" + domain)).method().getName())
                .isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"b\u00fccher", "xn--bcher-kva"})
    void aDetailOfADomainIsAsDnsHasIt(String shop) throws Exception {
        EndpointRoutes routes = new AnnotationRouter().routes(International.class);

        assertThat(routes.message(Mail.to("orders@" + shop + ".shops.example")).arguments())
                .containsExactly("xn--bcher-kva");
    }

    /** To case-insensitive eyes it is the same. */
    @ParameterizedTest
    @ValueSource(strings = {"cof\u017fee.example", "bucher.example", "xn--bcher-kvb.example", "[::1]", "x", "a..b"})
    void anotherDomainIsNone(String domain) {
        assertThatExceptionOfType(MailRejectedException.class)
                .isThrownBy(
                        () -> new AnnotationRouter().routes(International.class).message(Mail.to("orders@" + domain)));
    }

    /** Its class is not public, so that the compiler gives the public ones below a bridge to each of its methods. */
    abstract static class Hidden implements MailEndpoint {
        @OnMail(to = "a@example.com")
        public void hidden(MailMessage message) {}

        @OnMail(to = "b@example.com")
        public void hidden(MailSession session) {}

        @OnMail(to = "c@example.com")
        public void replaced(MailMessage message) {}
    }

    /** As a bean below it. */
    public static class Shown extends Hidden {
        @OnMail(to = "d@example.com")
        public void hidden(MailHeaders headers) {}

        @Override
        public void replaced(MailMessage message) {}
    }

    /** The bridge is what can be called: the class of the method itself cannot be seen. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "d"})
    void aMethodOfAClassThatIsNotPublicIsCalledByTheBridgeToIt(String local) throws Exception {
        EndpointRoutes routes = new AnnotationRouter().routes(Shown.class);

        EndpointCall call = routes.message(Mail.to(local + "@example.com"));

        assertThat(call.method().getDeclaringClass()).isEqualTo(Shown.class);
        assertThat(call.arguments()).hasSize(1);
        assertThat(routes.methods()).hasSize(3);
    }
}
