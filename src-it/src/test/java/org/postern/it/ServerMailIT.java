package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postern.it.Mailbox.StoredMail;
import org.postern.mime.AutomaticReason;
import org.postern.mime.DeliveryStatus;
import org.postern.mime.DeliveryStatus.Action;
import org.postern.mime.MailContent;
import org.postern.mime.OldReport;
import org.postern.mime.Verp;

/** Mail that a mail server writes itself: what it reports, and what cron hands to it. */
@ExtendWith(ArquillianExtension.class)
class ServerMailIT {
    private static final Verp BOUNCES = Verp.plain("bounces@shop.example.com");
    private static final String MAIL =
            "From: shop@shop.example.com\nSubject: Order 1\nMessage-ID: <order-1@shop.example.com>\n\nTwo teapots.\n";

    @RegisterExtension
    final PosternServer server = new PosternServer();

    private final int port = FreePorts.on("127.0.0.1");
    private Postfix postfix;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Postfix.isUsable(), "postfix is not installed, or this is not root");
        server.deploy(Ears.packaged(), Map.of("listen", "smtp://127.0.0.1:" + port));
        postfix = Postfix.start(FreePorts.on("127.0.0.1"), """
                 { refused.example = error:5.1.1 The user is unknown } { slow.example = retry:4.4.1 The host is down }\
                 { taken.example = discard:silently } { shop.example.com = may:[127.0.0.1]:%d }\
                """.formatted(port), "delay_warning_time = 1s");
    }

    @AfterEach
    void stop() {
        if (postfix != null) {
            postfix.close();
        }
    }

    @Test
    void aFailureSaysWhichRecipientsAndWhy() throws Exception {
        postfix.sendmail(MAIL, "-f", BOUNCES.encode("u+x=y@refused.example"), "u+x=y@refused.example");

        MailContent content = report("u+x=y@refused.example");
        assertThat(recipient(content).action()).isEqualTo(Action.FAILED);
        assertThat(recipient(content).status()).contains("5.1.1");
        assertThat(recipient(content).diagnosticCode()).contains("The user is unknown");
        assertThat(original(content).text())
                .hasValueSatisfying(text -> assertThat(text).startsWith("Two teapots."));
    }

    @Test
    void aDelayIsNoFailure() throws Exception {
        postfix.sendmail(MAIL, "-f", BOUNCES.encode("u@slow.example"), "u@slow.example");

        MailContent content = report("u@slow.example");
        assertThat(recipient(content).action()).isEqualTo(Action.DELAYED);
        assertThat(recipient(content).status()).contains("4.4.1");
        assertThat(original(content).text()).hasValue("");
    }

    @Test
    void aDeliveryIsToldWithTheEnvelopeId() throws Exception {
        postfix.sendmail(
                MAIL,
                "-N",
                "success",
                "-V",
                "QQ314159",
                "-R",
                "hdrs",
                "-f",
                BOUNCES.encode("u@taken.example"),
                "u@taken.example");

        MailContent content = report("u@taken.example");
        assertThat(recipient(content).action()).isEqualTo(Action.DELIVERED);
        assertThat(content.deliveryStatus().flatMap(DeliveryStatus::originalEnvelopeId))
                .contains("QQ314159");
        assertThat(original(content).messageId()).contains("<order-1@shop.example.com>");
    }

    /** With its own table, in a view of the file system that only it has: the machine's jobs are not run. Takes up to a minute. */
    @Test
    void cronSendsWhatAJobPrints() throws Exception {
        assumeTrue(Integer.getInteger("postern.mails") != null, "only with -Dpostern.mails, as it takes a minute");
        assumeTrue(Command.isInstalled("cron") && Command.isInstalled("unshare"), "cron or unshare is not installed");
        Path directory = postfix.directory();
        Files.createDirectories(directory.resolve("cron.d"));
        Files.createDirectories(directory.resolve("tabs"));
        Path table = Files.writeString(
                directory.resolve("crontab"),
                "MAILTO=reports@shop.example.com\n* * * * * root echo 'Gr\u00fc\u00dfe: 3 < 4'\n");
        Files.setPosixFilePermissions(table, PosixFilePermissions.fromString("rw-r--r--"));
        String inside =
                "mount --make-rprivate / && cd %s && mount --bind crontab /etc/crontab && mount --bind cron.d /etc/cron.d"
                        + " && mount --bind tabs /var/spool/cron/crontabs && mount --bind . /etc/postfix"
                        + " && exec env LC_ALL=C.UTF-8 timeout 90 cron -f";
        Process cron = new ProcessBuilder("unshare", "-m", "sh", "-c", inside.formatted(directory))
                .inheritIO()
                .start();
        try {
            StoredMail stored = server.mailbox().awaitOne(Duration.ofSeconds(80));
            MailContent content = StoredContent.of(stored);
            assertThat(content.subject()).startsWith("Cron <root@").endsWith("echo 'Gr\u00fc\u00dfe: 3 < 4'");
            assertThat(content.text())
                    .hasValueSatisfying(text -> assertThat(text.strip()).isEqualTo("Gr\u00fc\u00dfe: 3 < 4"));
        } finally {
            cron.descendants().forEach(ProcessHandle::destroy);
            cron.destroy();
            cron.waitFor();
        }
    }

    private MailContent report(String recipient) throws Exception {
        StoredMail stored = server.mailbox().awaitOne();
        MailContent content = StoredContent.of(stored);
        assertThat(BOUNCES.decode(stored.facts().getJsonArray("rcpt_to").getString(0)))
                .contains(recipient);
        assertThat(content.automaticReason()).contains(AutomaticReason.NULL_REVERSE_PATH);
        assertThat(content.deliveryStatus().flatMap(DeliveryStatus::reportingMta))
                .contains("relay.example.org");
        assertThat(recipient(content).finalRecipient()).isEqualTo(recipient);
        assertThat(OldReport.of(content)).isEmpty();
        return content;
    }

    private static DeliveryStatus.Recipient recipient(MailContent content) {
        return content.deliveryStatus().orElseThrow().recipients().get(0);
    }

    private static MailContent original(MailContent content) throws Exception {
        return content.originalMessage().orElseThrow().message().orElseThrow();
    }
}
