package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What an administrator reads in the log of an ordinary life. */
final class LogCells {
    /** Before each record, in the formats of all servers: they begin with a date or a time. */
    private static final Pattern BETWEEN_RECORDS = Pattern.compile("(?m)^(?=\\[?\\d+[-:/]\\w+)");

    /** A record of this level, or with a stack trace. */
    private static final Pattern ALARM =
            Pattern.compile("(?m)^\\s+at [\\w.$/@]+\\(|\\A.{0,120}\\b(WARN|WARNING|SEVERE|ERROR|FATAL)\\b");

    /** What is to be said of the certificate of a test: it is self-signed, and ends tomorrow. */
    private static final String OF_THE_CERTIFICATE = "POSTERN-1023";

    private LogCells() {}

    /** No warning, nothing worse and no stack trace, but for what the server says whatever is deployed ({@link Limits#NOISE}). */
    static void anOrdinaryLife(Site site) throws Exception {
        Map<String, String> properties = new HashMap<>(site.keysInAFile("mx"));
        properties.put("listen", site.listen());
        properties.put("certificateBindings", "*=mx");
        for (int i = 0; i < 2; i++) {
            site.deploy(Application.example(), properties);
            new AngusMail("smtp", "127.0.0.1", site.port()).requireStartTls().send("a@example.org", "b@example.com");
            try (SmtpClient client = site.connect()) {
                client.command("HELO", 501);
                client.command("NONSENSE", 500);
            }
            site.undeploy();
            site.awaitThatTheAddressIsFree();
        }

        List<String> records = BETWEEN_RECORDS.splitAsStream(site.log()).toList();
        assertThat(records).anyMatch(record -> record.contains(OF_THE_CERTIFICATE));
        assertThat(records.stream().filter(LogCells::isAlarm)).isEmpty();
    }

    private static boolean isAlarm(String entry) {
        return ALARM.matcher(entry).find()
                && !entry.contains(OF_THE_CERTIFICATE)
                && Limits.NOISE.stream().noneMatch(noise -> noise.matcher(entry).find());
    }
}
