package org.postern.console.path;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocket;

/** One conversation with a mail server, as a sender begins it: it is left before a mail would begin. For one thread. */
final class Look {
    /** A chain has at most 32 KiB for most senders, and replies have less. */
    static final int MOST_OCTETS = 256 * 1024;

    /** With which a server's first one begins: an alert, or a part of the handshake (RFC 8446, section 5.1). */
    private static final Set<Integer> TLS_RECORDS = Set.of(21, 22);

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

    /** What a server is asked in TLS. */
    private interface Attempt {
        boolean succeedsOn(Socket socket) throws IOException;
    }

    /** Whether a handshake succeeds with this version alone. Empty if that could not be tried. */
    static Optional<Boolean> accepts(Door door, String protocol, Deadline deadline) {
        return new Look(door, deadline).tried(socket -> {
            TlsClient.over(socket, door.name(), List.of(protocol));
            return true;
        });
    }

    /** The same for a version that this JVM does not speak. */
    static Optional<Boolean> accepts(Door door, OldHello hello, Deadline deadline) {
        return new Look(door, deadline).tried(socket -> {
            socket.getOutputStream().write(hello.octets(door.name()));
            return hello.isAccepted(socket.getInputStream());
        });
    }

    private Optional<Boolean> tried(Attempt attempt) {
        try (BoundedSocket socket = connect()) {
            return reachesTls(socket) ? answered(socket, attempt) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Boolean> answered(BoundedSocket socket, Attempt attempt) {
        boolean succeeds = false;
        try {
            succeeds = attempt.succeedsOn(socket);
        } catch (IOException e) {
            Trouble.Kind kind = Trouble.of(e).kind();
            if (kind == Trouble.Kind.TIME_OVER || kind == Trouble.Kind.TOO_MUCH) {
                return Optional.empty();
            }
        }
        return isOfTheVersion(socket) ? Optional.of(succeeds) : Optional.empty();
    }

    /**
     * Whether the answer, also the end of the connection, is one to the version that was offered. A server that has said yes to STARTTLS
     * and then ends the connection refuses the version. Where TLS begins at once, the end without an octet of TLS may as well be that of a
     * connection too many, and octets of another kind are no answer to it.
     */
    private boolean isOfTheVersion(BoundedSocket socket) {
        return !door.implicit() || socket.firstHeard().stream().anyMatch(TLS_RECORDS::contains);
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

    private BoundedSocket connect() throws IOException {
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
