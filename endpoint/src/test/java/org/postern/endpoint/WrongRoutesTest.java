package org.postern.endpoint;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.api.MailEndpoint;
import org.postern.api.MailMessage;
import org.postern.api.RecipientInquiry;
import org.postern.mime.Attachment;
import org.postern.mime.DeliveryStatus;

/** All that is wrong with a bean is said at once. */
@SuppressWarnings("unused")
class WrongRoutesTest {
    /** Each method has one mistake. */
    public static class Wrong implements MailEndpoint {
        @OnMail
        void hidden() {}

        @OnMail
        public static void ofNoInstance() {}

        @OnMail
        public final void unchangeable() {}

        @OnMail
        public void release() {}

        @OnMail
        public String text() {
            return "";
        }

        @OnRecipient
        public boolean exists() {
            return true;
        }

        @OnMail
        @OnReport
        public void both() {}

        @OnMail(to = "@example.com")
        public void nobody() {}

        @OnMail(to = "a@example.com, b@example.com")
        public void list() {}

        @OnMail(to = "orders")
        public void local() {}

        @OnMail
        public void oddType(@Part("pdf") List<Attachment> parts) {}

        @OnMail(to = "{a}@{a}.example.com")
        public void twice() {}

        @OnMail(to = "a+{id@example.com")
        public void open() {}

        @OnMail(to = "a+{id}@example.com")
        public void unknownDetail(@Detail("name") String name) {}

        @OnMail(to = "a+{id}@example.com")
        public void oddDetail(@Detail("id") Thread id) {}

        @OnMail
        public void odd(Thread thread) {}

        @OnMail
        public void oddHeader(@HeaderOf("Subject") int subject) {}

        @OnMail
        public void oddName(@HeaderOf("Sub ject") String subject) {}

        @OnMail
        public void oddList(@HeaderOf("Subject") List<Integer> subjects) {}

        @OnMail
        public void oddPart(@Part Optional<InputStream> part) {}

        @OnMail
        public void oddText(@NewText Optional<String> text) {}

        @OnMail
        public void noReport(DeliveryStatus report) {}

        @OnRecipient
        public void noMessage(MailMessage message) {}

        @OnMail
        public void noInquiry(RecipientInquiry inquiry) {}

        @OnMail(header = ": x")
        public void noField() {}

        @OnMail(header = "X-Kind: {kind}")
        public void braces() {}

        @OnMail(header = {"X-Kind: a", "x-kind: b"})
        public void never() {}
    }

    @Test
    void eachMistakeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnnotationRouter().routes(Wrong.class))
                .satisfies(wrong -> org.assertj.core.api.Assertions.assertThat(
                                wrong.getMessage().lines().sorted())
                        .containsExactlyInAnyOrder(
                                "both(): has more than one of @OnMail, @OnReport and @OnRecipient",
                                "braces(): \"X-Kind: {kind}\" has braces: details are in addresses only",
                                "exists(): must return nothing",
                                "hidden(): must be public, and neither static nor final: the container calls it",
                                "never(): \"X-Kind: a\" and another of its conditions exclude each other",
                                "noField(): \": x\" is no field: write Name, or Name: value",
                                "noInquiry(): RecipientInquiry inquiry: nothing of a message is that: annotate it with"
                                        + " @Detail, @HeaderOf, @Part or @NewText",
                                "noMessage(): MailMessage message: nothing that is known of a recipient is that: annotate"
                                        + " it with @Detail",
                                "noReport(): DeliveryStatus report: nothing of a message is that: annotate it with"
                                        + " @Detail, @HeaderOf, @Part or @NewText",
                                "list(): \"a@example.com, b@example.com\" is no address: write one, as in"
                                        + " orders+{id}@shop.example.com",
                                "local(): \"orders\" is no address: write one, as in orders+{id}@shop.example.com",
                                "nobody(): \"@example.com\" is no address: write one, as in orders+{id}@shop.example.com",
                                "odd(): Thread thread: nothing of a message is that: annotate it with @Detail, @HeaderOf,"
                                        + " @Part or @NewText",
                                "oddDetail(): Thread id: a detail is a String, an int, a long, a UUID or an enum",
                                "oddHeader(): int subject: a field is a String, an Optional<String> or a List<String>",
                                "oddList(): List subjects: a field is a String, an Optional<String> or a List<String>",
                                "oddName(): String subject: \"Sub ject\" is no name of a field",
                                "oddPart(): Optional part: a part is an Attachment, an InputStream, an"
                                        + " Optional<Attachment> or a List<Attachment>",
                                "oddText(): Optional text: @NewText is a String",
                                "oddType(): List parts: \"pdf\" is no media type",
                                "ofNoInstance(): must be public, and neither static nor final: the container calls it",
                                "open(): \"a+{id\" has a brace that is not closed",
                                "release(): must have another name: this one is of the container's endpoint",
                                "text(): must return nothing or a MailReply",
                                "twice(): \"{a}@{a}.example.com\" is no address: it has [a] twice",
                                "unchangeable(): must be public, and neither static nor final: the container calls it",
                                "unknownDetail(): String name: \"a+{id}@example.com\" has no {name}"));
    }

    /** No message tells which of them it is for. */
    public static class Tied implements MailEndpoint {
        @OnMail(to = "orders+{id}@example.com")
        public void one() {}

        @OnMail(to = "orders+{number}@example.com")
        public void other() {}

        @OnMail(to = "orders+{number}@example.com", header = "X-A: 1")
        public void first() {}

        @OnMail(to = "orders+{number}@example.com", header = "X-B: 1")
        public void second() {}

        @OnMail(to = "orders+{number}@example.com", header = "X-A: 2")
        public void third() {}

        @OnMail(to = "orders@example.com")
        public void apart() {}
    }

    @Test
    void methodsThatCannotBeToldApartAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnnotationRouter().routes(Tied.class))
                .satisfies(wrong -> org.assertj.core.api.Assertions.assertThat(
                                wrong.getMessage().lines().map(WrongRoutesTest::pair))
                        .hasSize(3)
                        .allMatch(pair -> List.of(
                                        "one other",
                                        "other one",
                                        "first second",
                                        "second first",
                                        "second third",
                                        "third second")
                                .contains(pair)));
    }

    private static String pair(String line) {
        return line.replaceFirst("^(\\w+)\\(\\) and (\\w+)\\(\\) could both.*$", "$1 $2");
    }

    /** Nothing of it takes mail. */
    public static class Silent implements MailEndpoint {
        @OnRecipient
        public void ask() {}
    }

    @Test
    void aBeanThatTakesNothingIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnnotationRouter().routes(Silent.class))
                .withMessage("no method takes mail: annotate a public one with @OnMail or @OnReport");
    }

    /** Asks about those for whom nothing is. */
    public static class AskingInVain implements MailEndpoint {
        @OnRecipient("orders@example.com")
        public void ask() {}

        @OnMail(to = "oders@example.com")
        public void take() {}
    }

    @Test
    void aQuestionAboutRecipientsForWhomNoMethodIsIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnnotationRouter().routes(AskingInVain.class))
                .withMessage("ask(): no method takes mail for these recipients");
    }

    /** What it would say cannot be said. */
    @OtherMail(replyCode = 250)
    public static class Odd implements MailEndpoint {
        @OnMail
        public void take() {}
    }

    @Test
    void aRefusalThatCannotBeSaidIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnnotationRouter().routes(Odd.class))
                .withMessage("@OtherMail: Not a reply code from 400 to 599 other than 421: 250");
    }
}
