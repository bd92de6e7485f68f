package org.postern.it;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A client of a kind that can verify certain certificates: {@code openssl s_client -starttls smtp}. */
enum OpensslClient {
    ANY(true, true, ""),
    ANY_1_2(true, true, "-tls1_2"),
    RSA_1_2(true, false, "-tls1_2 -cipher aRSA"),
    RSA_1_3(true, false, "-tls1_3 -sigalgs RSA-PSS+SHA256"),
    ECDSA_1_2(false, true, "-tls1_2 -cipher aECDSA"),
    ECDSA_1_3(false, true, "-tls1_3 -sigalgs ECDSA+SHA256");

    /** What a client gets that was not offered STARTTLS. */
    static final String NOT_OFFERED = "not offered";

    /** What a client gets whose handshake failed. */
    static final String NOTHING = "none";

    private static final Pattern SUBJECT = Pattern.compile("subject=CN = (\\S+)");

    private final boolean rsa;
    private final boolean ecdsa;
    private final String options;

    OpensslClient(boolean rsa, boolean ecdsa, String options) {
        this.rsa = rsa;
        this.ecdsa = ecdsa;
        this.options = options;
    }

    /**
     * Connects.
     *
     * @param serverName the host that it asks for; empty if it does not say
     * @return the common name of the certificate that it completed a handshake with
     */
    String certificate(String address, int port, String serverName) throws Exception {
        String host = address.contains(":") ? "[" + address + "]" : address;
        List<String> line =
                new ArrayList<>(List.of("openssl", "s_client", "-starttls", "smtp", "-connect", host + ":" + port));
        line.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ", -1)));
        line.addAll(serverName.isEmpty() ? List.of("-noservername") : List.of("-servername", serverName));
        String output = Command.run(line.toArray(String[]::new)).output();
        if (!output.contains("CONNECTED")) {
            throw new AssertionError("Not connected: " + output);
        }
        if (output.contains("Didn't find STARTTLS")) {
            return NOT_OFFERED;
        }
        Matcher subject = SUBJECT.matcher(output);
        return subject.find() ? subject.group(1) : NOTHING;
    }

    /** The first that it can verify of a binding's aliases that are called {@code ec} and {@code rsa}. */
    String choice(String aliases) {
        return Stream.of(aliases.split("\\|", -1))
                .filter(alias -> (rsa && alias.equals("rsa")) || (ecdsa && alias.equals("ec")))
                .findFirst()
                .orElse(NOTHING);
    }
}
