package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What an administrator reads in the log of an ordinary life. */
final class LogCells {
    /** A record of this level, or a line of a stack trace, in the formats of all servers. */
    private static final Pattern ALARM =
            Pattern.compile("^\\s+at [\\w.$/@]+\\(|^.{0,120}\\b(WARN|WARNING|SEVERE|ERROR|FATAL)\\b");

    private static final Pattern OURS = Pattern.compile("org\\.postern|POSTERN-|io\\.netty|org\\.bouncycastle");

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

        List<String> alarms = site.log()
                .lines()
                .filter(line -> ALARM.matcher(line).find())
                .filter(line -> OURS.matcher(line).find() || !isNoise(line))
                .toList();
        assertThat(alarms).isEmpty();
    }

    private static boolean isNoise(String line) {
        return Limits.NOISE.stream().anyMatch(noise -> noise.matcher(line).find());
    }
}
