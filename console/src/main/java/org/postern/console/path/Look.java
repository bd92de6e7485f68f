package org.postern.console.path;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** One conversation with a mail server, as a sender begins it: it is left before a mail would begin. For one thread. */
final class Look {
    /** A chain has at most 32 KiB for most senders, and replies have less. */
    static final int MOST_OCTETS = 256 * 1024;

    private static final List<String> MODERN = List.of("TLSv1.3", "TLSv1.2");

    private final Door door;
    private final Deadline deadline;
    private Seen seen = Seen.NOTHING;

    private Look(Door door, Deadline deadline) {
        this.door = door;
        this.deadline = deadline;
    }

    static Seen through(Door door, Deadline deadline) {
        Look look = new Look(door, deadline);
        look.whole();
        return look.seen;
    }

    /** Whether a handshake succeeds with this version alone. Empty if that could not be tried. */
    static Optional<Boolean> accepts(Door door, String protocol, Deadline deadline) {
        Look look = new Look(door, deadline);
        try (Socket socket = look.connect()) {
            if (!look.reachesTls(socket)) {
                return Optional.empty();
            }
            try {
                TlsClient.over(socket, door.name(), List.of(protocol));
                return Optional.of(true);
            } catch (IOException e) {
                return Trouble.of(e).kind() == Trouble.Kind.TIME_OVER ? Optional.empty() : Optional.of(false);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The same for a version that this JVM does not speak. */
    static Optional<Boolean> accepts(Door door, OldHello hello, Deadline deadline) {
        Look look = new Look(door, deadline);
        try (Socket socket = look.connect()) {
            if (!look.reachesTls(socket)) {
                return Optional.empty();
            }
            socket.getOutputStream().write(hello.octets(door.name()));
            return Optional.of(hello.isAccepted(socket.getInputStream()));
        } catch (IOException e) {
            return Trouble.of(e).kind() == Trouble.Kind.ENDED ? Optional.of(false) : Optional.empty();
        }
    }

    private void whole() {
        Socket connected;
        try {
            connected = connect();
        } catch (IOException e) {
            seen = seen.withTrouble(Trouble.connecting(e));
            return;
        }
        try (Socket socket = connected) {
            talk(socket);
        } catch (IOException e) {
            seen = seen.withTrouble(Trouble.of(e));
        }
    }

    private void talk(Socket socket) throws IOException {
        if (!reachesTls(socket)) {
            return;
        }
        SSLSocket secure = TlsClient.over(socket, door.name(), MODERN);
        seen = seen.withTls(TlsClient.seen(secure));
        SmtpTalk talk = SmtpTalk.on(secure);
        if (door.implicit()) {
            seen = seen.withGreeting(talk.hear());
        }
        if (seen.isGreeted()) {
            seen = seen.withHelloInTls(talk.say(hello(socket)));
            leave(talk);
        }
    }

    private Socket connect() throws IOException {
        return BoundedSocket.to(door.socketAddress(), deadline, MOST_OCTETS);
    }

    /** Whether the next octet may be the first of TLS. */
    private boolean reachesTls(Socket socket) throws IOException {
        if (door.implicit()) {
            return true;
        }
        SmtpTalk talk = SmtpTalk.on(socket);
        seen = seen.withGreeting(talk.hear());
        if (!seen.isGreeted()) {
            return false;
        }
        seen = seen.withHello(talk.say(hello(socket)));
        if (!seen.listsStartTls()) {
            leave(talk);
            return false;
        }
        seen = seen.withStartTls(talk.say("STARTTLS"), talk.hasMore());
        return seen.startTls().filter(Reply::isPositive).isPresent() && !seen.talksBehindStartTls();
    }

    /** An address literal (RFC 5321, section 4.1.3): what this machine is called outside is not known here. */
    private static String hello(Socket socket) {
        InetAddress own = socket.getLocalAddress();
        String literal = own.getHostAddress().replaceFirst("%.*", "");
        return "EHLO [" + (own instanceof Inet6Address ? "IPv6:" : "") + literal + "]";
    }

    /** All that matters is known by then; a peer that does not answer must not take the time of the looks that follow. */
    private static void leave(SmtpTalk talk) {
        try {
            talk.tell("QUIT");
        } catch (IOException e) {
            // Then the connection is closed without a farewell.
        }
    }
}
