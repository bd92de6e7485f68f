package org.postern.console.path;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.OptionalInt;

/**
 * A connection at which neither silence nor chatter takes longer, or brings more, than is allowed. Both are counted under TLS: a
 * handshake that drips octet by octet, or never ends, is bounded like any other talk. For one thread.
 *
 * <p>Writes have no timeout. So no more is said than the kernel's buffer takes of a peer that reads nothing: such a peer can ask for new
 * keys again and again, and TLS has to answer each time (RFC 8446, section 4.6.3).
 */
final class BoundedSocket extends Socket {
    /** More than an honest conversation has us say, and less than any kernel buffers. */
    private static final int MOST_SAID = 8 * 1024;

    private final Deadline deadline;
    private int left;
    private int leftToSay = MOST_SAID;
    private int first = -1;

    private BoundedSocket(Deadline deadline, int mostOctets) {
        this.deadline = deadline;
        this.left = mostOctets;
    }

    static BoundedSocket to(InetSocketAddress peer, Deadline deadline, int mostOctets) throws IOException {
        return to(List.of(peer), deadline, mostOctets);
    }

    /** The first that can be reached, as senders do it; none of them takes the time of those that follow. */
    static BoundedSocket to(List<InetSocketAddress> peers, Deadline deadline, int mostOctets) throws IOException {
        IOException failure = new UnknownHostException("It has no address");
        int untried = peers.size();
        for (InetSocketAddress peer : peers) {
            BoundedSocket socket = new BoundedSocket(deadline, mostOctets);
            try {
                socket.connect(peer, Math.max(1, deadline.millisLeft() / untried--));
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw failure;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Input(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream());
    }

    /** The first octet that came; empty as long as none has. */
    OptionalInt firstHeard() {
        return first < 0 ? OptionalInt.empty() : OptionalInt.of(first);
    }

    private final class Output extends FilterOutputStream {
        private Output(OutputStream output) {
            super(output);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            if (length > leftToSay) {
                throw new TooMuchException("The peer asks for more than is said here");
            }
            leftToSay -= length;
            out.write(octets, offset, length);
        }
    }

    private final class Input extends FilterInputStream {
        private Input(InputStream input) {
            super(input);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0 && length > 0) {
                throw new TooMuchException("The peer sends more than is read here");
            }
            setSoTimeout(deadline.millisLeft());
            int count = super.read(buffer, offset, Math.min(length, left));
            left -= Math.max(0, count);
            if (first < 0 && count > 0) {
                first = buffer[offset] & 0xff;
            }
            return count;
        }
    }
}
