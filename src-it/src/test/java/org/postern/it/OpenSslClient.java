package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that can verify only some kinds of certificates. */
final class OpenSslClient {
    /** STARTTLS was not among the answers to EHLO. */
    static final String NOT_OFFERED = "not-offered";

    /** There was no handshake, or it failed. */
    static final String NONE = "none";

    private static final Pattern SUBJECT = Pattern.compile("subject=CN = (\\S+)");

    private OpenSslClient() {}

    static boolean isInstalled() {
        return Command.isInstalled("openssl");
    }

    /**
     * Connects, and gives the common name of the certificate that it has got, or {@link #NOT_OFFERED} or {@link #NONE}.
     *
     * @param address to do STARTTLS at if its scheme is smtp, or nothing but TLS if it is smtps
     * @param client the kind of certificate, or {@code any}, and the version of TLS
     * @param serverName to ask for, or {@code -}
     */
    static String certificate(URI address, String client, String serverName) throws Exception {
        List<String> line = new ArrayList<>(List.of("openssl", "s_client", "-connect", address.getAuthority()));
        line.addAll(address.getScheme().equals("smtp") ? List.of("-starttls", "smtp") : List.of());
        line.addAll(options(client));
        line.addAll(serverName.equals("-") ? List.of("-noservername") : List.of("-servername", serverName));
        String output = Command.run(line.toArray(String[]::new)).output();
        assertThat(output).contains("CONNECTED");
        if (output.contains("Didn't find STARTTLS")) {
            return NOT_OFFERED;
        }
        Matcher subject = SUBJECT.matcher(output);
        return subject.find() && !output.contains("Cipher is (NONE)") ? subject.group(1) : NONE;
    }

    private static List<String> options(String client) {
        return switch (client) {
            case "any" -> List.of();
            case "any-1.2" -> List.of("-tls1_2");
            case "rsa-1.2" -> List.of("-tls1_2", "-cipher", "aRSA");
            case "ecdsa-1.2" -> List.of("-tls1_2", "-cipher", "aECDSA");
            case "rsa-1.3" -> List.of("-tls1_3", "-sigalgs", "RSA-PSS+SHA256");
            case "ecdsa-1.3" -> List.of("-tls1_3", "-sigalgs", "ECDSA+SHA256");
            default -> throw new IllegalArgumentException(client);
        };
    }
}
