package org.postern.test;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The client's side of one connection. Belongs to one thread; waits for an answer as long as it is told to, and not longer. */
final class SmtpClient implements AutoCloseable {
    private static final int MAX_LINE = 4_096;

    private final Socket connection;
    private Socket socket;
    private InputStream in;

    private SmtpClient(Socket socket) throws IOException {
        this.connection = socket;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static SmtpClient connect(InetSocketAddress server, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.connect(server, Math.toIntExact(patience.toMillis()));
            return new SmtpClient(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    void startTls(SSLContext context, String host) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        secured.startHandshake();
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
    }

    SenderReply ask(String command) throws IOException {
        send((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    void send(byte[] octets) throws IOException {
        send(octets, 0, octets.length);
    }

    void send(byte[] octets, int from, int length) throws IOException {
        socket.getOutputStream().write(octets, from, length);
        socket.getOutputStream().flush();
    }

    /** Waits for a complete reply. */
    SenderReply reply() throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = line();
            lines.add(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return SenderReply.of(lines);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.size() > MAX_LINE) {
                throw new EOFException("The connection ended in the middle of a reply: \""
                        + line.toString(StandardCharsets.ISO_8859_1) + "\"");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Ends the connection as when a machine or a network fails: the server is reset instead of told. */
    void breakOff() throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    /** Ends the connection as when a process ends: what was sent arrives, and TLS says nothing of the end, which would be an answer. */
    void leave() throws IOException {
        connection.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
