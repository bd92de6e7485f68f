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
import org.postern.mime.DeliveryStatus.Action;
import org.postern.mime.MailContent;

/** Mail that a mail server writes itself: what it reports, and what cron hands to it. */
@ExtendWith(ArquillianExtension.class)
class ServerMailIT {
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
        postfix.sendmail(
                StoredReport.MAIL, "-f", StoredReport.BOUNCES.encode("u+x=y@refused.example"), "u+x=y@refused.example");

        StoredReport report = StoredReport.await(server.mailbox(), "u+x=y@refused.example");
        assertThat(report.recipient().action()).isEqualTo(Action.FAILED);
        assertThat(report.recipient().status()).contains("5.1.1");
        assertThat(report.recipient().diagnosticCode()).contains("The user is unknown");
        assertThat(report.original().text())
                .hasValueSatisfying(text -> assertThat(text).startsWith("Two teapots."));
    }

    @Test
    void aDelayIsNoFailure() throws Exception {
        postfix.sendmail(StoredReport.MAIL, "-f", StoredReport.BOUNCES.encode("u@slow.example"), "u@slow.example");

        StoredReport report = StoredReport.await(server.mailbox(), "u@slow.example");
        assertThat(report.recipient().action()).isEqualTo(Action.DELAYED);
        assertThat(report.recipient().status()).contains("4.4.1");
        assertThat(report.original().text()).hasValue("");
    }

    @Test
    void aDeliveryIsToldWithTheEnvelopeId() throws Exception {
        postfix.sendmail(
                StoredReport.MAIL,
                "-N",
                "success",
                "-V",
                "QQ314159",
                "-R",
                "hdrs",
                "-f",
                StoredReport.BOUNCES.encode("u@taken.example"),
                "u@taken.example");

        StoredReport report = StoredReport.await(server.mailbox(), "u@taken.example");
        assertThat(report.recipient().action()).isEqualTo(Action.DELIVERED);
        assertThat(report.status().originalEnvelopeId()).contains("QQ314159");
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
}
