package org.postern.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;

/**
 * A peer that says exactly what a test wants it to say.
 *
 * <p>{@link #command} sends a line and checks the code of the reply; {@link #send} and {@link #expect} do the two halves.
 * Replies are given as they came, lines joined by a line feed, without the last line end.
 */
final class SmtpClient implements Closeable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private Socket socket;
    private InputStream in;

    private SmtpClient(Socket socket) throws IOException {
        use(socket);
    }

    /** Connects and reads the greeting. */
    static SmtpClient connect(String address, int port) throws IOException {
        SmtpClient client = open(address, port);
        client.expect(220);
        return client;
    }

    /** Connects and waits for nothing. */
    static SmtpClient open(String address, int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true); // Pieces are sent as they are written.
        socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
        return new SmtpClient(socket);
    }

    /** Connects, does the handshake of implicit TLS and reads the greeting. */
    static SmtpClient connectTls(String address, int port) throws IOException {
        SmtpClient client = open(address, port);
        client.handshake();
        client.expect(220);
        return client;
    }

    /** Sends a line and expects a reply with that code. */
    String command(String line, int code) throws IOException {
        send(line);
        return expect(code);
    }

    /** Sends a line. */
    void send(String line) throws IOException {
        sendOctets((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void sendOctets(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    /** Reads a whole reply and checks its code. */
    String expect(int code) throws IOException {
        String reply = reply();
        assertThat(reply).startsWith(String.valueOf(code));
        return reply;
    }

    /** Reads a whole reply. */
    String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        String line = readLine();
        while (line.length() > 3 && line.charAt(3) == '-') {
            reply.append(line).append('\n');
            line = readLine();
        }
        return reply.append(line).toString();
    }

    /** Checks that the server closed the connection, and said nothing more. */
    void expectEnd() throws IOException {
        assertThat(in.read()).isEqualTo(-1);
    }

    /** Says STARTTLS and does the handshake. Nothing is known any more after that: a new EHLO is due. */
    void startTls() throws IOException {
        command("STARTTLS", 220);
        handshake();
    }

    /** The same, showing a certificate if the server asks for one. */
    void startTls(KeyManager[] own) throws IOException {
        command("STARTTLS", 220);
        handshake(own);
    }

    /** Does a handshake, and trusts whoever answers. */
    void handshake() throws IOException {
        handshake(new KeyManager[0]);
    }

    private void handshake(KeyManager[] own) throws IOException {
        SSLSocket secured = TrustAll.wrap(socket, own);
        secured.startHandshake();
        use(secured);
    }

    /** The same, asking for a server of any name. */
    void startTls(String serverName) throws IOException {
        command("STARTTLS", 220);
        SSLSocket secured = TrustAll.wrap(socket);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setServerNames(List.of(new AnyName(serverName)));
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        use(secured);
    }

    /** The certificate that the server showed. */
    X509Certificate certificate() throws IOException {
        return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    }

    /** One whole message, and the reply to its end. Lines that begin with a dot get another. */
    String deliver(String reversePath, String recipient, String content) throws IOException {
        return deliver(reversePath, recipient, content, 250);
    }

    /** The same, with another reply to the end of the message. */
    String deliver(String reversePath, String recipient, String content, int code) throws IOException {
        begin(reversePath, recipient, content);
        return expect(code);
    }

    /** One whole message, without waiting for the reply to its end. */
    void begin(String reversePath, String recipient, String content) throws IOException {
        command("EHLO client.example.org", 250);
        command("MAIL FROM:" + reversePath, 250);
        command("RCPT TO:" + recipient, 250);
        command("DATA", 354);
        String stuffed = content.replaceAll("(?m)^\\.", "..");
        sendOctets((stuffed + ".\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads to the end of the connection, and checks that nothing was promised. */
    void expectNoPromise() throws IOException {
        String rest = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(rest.lines()).noneMatch(line -> line.startsWith("2"));
    }

    /** Says that nothing more will come, and can still read. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Vanishes without a word: the server sees a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says good-bye, as clients do that have heard the reply: who says nothing more may come again with its message. */
    @Override
    public void close() throws IOException {
        try {
            if (!socket.isClosed()) {
                send("QUIT");
            }
        } catch (IOException e) {
            // The server has ended it already.
        } finally {
            socket.close();
        }
    }

    private void use(Socket connected) throws IOException {
        socket = connected;
        in = new BufferedInputStream(connected.getInputStream());
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = in.read();
            if (octet == -1) {
                throw new EOFException("The server closed the connection after \"" + line + "\"");
            }
            if (octet == '\n') {
                assertThat(line).endsWith("\r");
                return line.substring(0, line.length() - 1);
            }
            line.append((char) octet);
        }
    }

    /** Where there should be a host name. */
    private static final class AnyName extends SNIServerName {
        AnyName(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
