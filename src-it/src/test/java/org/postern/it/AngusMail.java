package org.postern.it;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** The client of Jakarta Mail. */
final class AngusMail {
    private final Properties properties = new Properties();
    private final String protocol;

    AngusMail(String protocol, String address, int port) {
        this.protocol = protocol;
        set("host", address);
        set("port", String.valueOf(port));
        // Certificates of tests are self-signed.
        set("ssl.trust", "*");
        set("ssl.checkserveridentity", "false");
        properties.setProperty("mail.transport.protocol", protocol);
    }

    AngusMail requireStartTls() {
        set("starttls.enable", "true");
        set("starttls.required", "true");
        return this;
    }

    void send(String from, String to) throws MessagingException {
        Session session = Session.getInstance(properties);
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from));
        message.setRecipient(RecipientType.TO, new InternetAddress(to));
        message.setSubject("Hello");
        message.setText("Hello, bean.");
        try (Transport transport = session.getTransport()) {
            transport.connect();
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private void set(String name, String value) {
        properties.setProperty("mail." + protocol + "." + name, value);
    }
}
