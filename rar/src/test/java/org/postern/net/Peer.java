package org.postern.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** The other side: a client that says exactly what a test wants, and never waits longer than some seconds. */
public final class Peer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private Socket socket;

    private Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** Connects and says nothing, nor reads the greeting. */
    public static Peer connect(String ip, int port) throws IOException {
        return new Peer(new Socket(Ip.of(ip), port));
    }

    /** Connects from an address of one's own choice. */
    public static Peer connectFrom(String ownIp, String ip, int port) throws IOException {
        return new Peer(new Socket(Ip.of(ip), port, Ip.of(ownIp), 0));
    }

    /** Connects with little room for replies. */
    public static Peer connectWithReceiveBuffer(int size, String ip, int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(size);
        socket.connect(new InetSocketAddress(Ip.of(ip), port));
        return new Peer(socket);
    }

    /** Connects, reads the greeting and says EHLO. */
    public static Peer greeted(String ip, int port) throws IOException {
        Peer peer = connect(ip, port);
        peer.reply();
        peer.ask("EHLO client.example.org");
        return peer;
    }

    public void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
    }

    /** Sends octets, a character each. */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a command and reads its reply. */
    public String ask(String command) throws IOException {
        send(command + "\r\n");
        return reply();
    }

    /** Opens an envelope and gets as far as 354. */
    public void beginData() throws IOException {
        ask("MAIL FROM:<a@example.org>");
        ask("RCPT TO:<b@example.org>");
        ask("DATA");
    }

    /** Sends a whole message, dots stuffed by the test if there are any. Its lines end with CRLF. */
    public String deliver(String content) throws IOException {
        beginData();
        send(content + ".\r\n");
        return reply();
    }

    /** Reads one reply, of one or several lines. */
    public String reply() throws IOException {
        StringBuilder text = new StringBuilder();
        String line;
        do {
            line = line();
            text.append(line).append("\r\n");
        } while (line.length() > 3 && line.charAt(3) == '-');
        return text.toString();
    }

    /** Whatever else comes until the server closes; a reset counts as an end. */
    public String rest() {
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                text.append((char) octet);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The connection is still open, having said: " + text, e);
        } catch (IOException e) {
            text.append("(reset)");
        }
        return text.toString();
    }

    /** Waits until there is something to read, and reads its first octet. */
    void expectSomething() throws IOException {
        if (socket.getInputStream().read() < 0) {
            throw new EOFException("The server closed");
        }
    }

    /** Whether anything can be read at this moment. */
    boolean hasInput() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** Changes to TLS, asking for a name. */
    public SSLSession handshake(String serverName) throws IOException {
        SSLSocket secured = (SSLSocket) TrustingTls.context()
                .getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        secured.setSSLParameters(parameters);
        socket = secured;
        secured.startHandshake();
        return secured.getSession();
    }

    /** Changes to TLS as that client does it. */
    SSLSession handshake(TestClient client) throws Exception {
        SSLSocket secured = client.secure(socket);
        socket = secured;
        secured.startHandshake();
        return secured.getSession();
    }

    /** Tries to change to TLS, and tells whether that failed: in TLS 1.3 a client may hear so with the first reply. */
    boolean rejected(TestClient client) throws Exception {
        try {
            handshake(client);
            return reply().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    /** Says that nothing more will come, and can still read. */
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Vanishes without a word: the server sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Closes in the middle of whatever there is. */
    void hangUp() throws IOException {
        socket.close();
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("The server closed after \"" + line + "\"");
            }
            line.append((char) octet);
        }
        if (line.length() == 0 || line.charAt(line.length() - 1) != '\r') {
            throw new IOException("Not CRLF after \"" + line + "\"");
        }
        return line.substring(0, line.length() - 1);
    }
}
