package org.postern.net;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A program of its own, for any Java. Says of each line "port file-of-the-root" whether STARTTLS succeeds: without verifying, and with it. */
final class JavaClient {
    private JavaClient() {}

    public static void main(String[] args) throws Exception {
        System.out.println("Java " + Runtime.version().feature());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split(" ", 2);
            int port = Integer.parseInt(parts[0]);
            System.out.println(attempt(port, args[0], trusting(new TrustsAnyone()), "") + " "
                    + attempt(port, args[0], trusting(managers(parts[1])), "HTTPS"));
        }
    }

    private static String attempt(int port, String name, SSLContext context, String rulesForNames) {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
            plain.setSoTimeout(20_000);
            reply(plain, "");
            if (!reply(plain, "EHLO client.example.org\r\n").contains("STARTTLS")) {
                return "not-offered";
            }
            reply(plain, "STARTTLS\r\n");
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, port, false)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm(rulesForNames);
                socket.setSSLParameters(parameters);
                reply(socket, "EHLO client.example.org\r\n");
                return "yes";
            }
        } catch (IOException e) {
            return "no";
        }
    }

    /** Octet by octet, since TLS may begin behind it. */
    private static String reply(Socket socket, String command) throws IOException {
        socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder reply = new StringBuilder();
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("The server has gone");
            }
            line.append((char) octet);
            if (octet == '\n') {
                reply.append(line);
                if (line.charAt(3) == ' ') {
                    return reply.toString();
                }
                line.setLength(0);
            }
        }
    }

    private static SSLContext trusting(TrustManager... managers) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context;
    }

    private static TrustManager[] managers(String root) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = new FileInputStream(root)) {
            trusted.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(trusted);
        return managers.getTrustManagers();
    }

    private static class TrustsAnyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
