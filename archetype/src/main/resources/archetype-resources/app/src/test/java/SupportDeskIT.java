package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is packaged, deployed in a server: a mail comes in at the front, and a row is there. */
class SupportDeskIT {
    private static ServerProcess server;

    private final String subject = "Teapot " + UUID.randomUUID();

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void aMailBecomesATicket() throws Exception {
        send("My teapot leaks. What now?");
        assertEquals(1, tickets());
    }

    @Test
    void aMailWithoutAQuestionBecomesNone() throws Exception {
        MessagingException refusal = assertThrows(MessagingException.class, () -> send(""));
        assertTrue(refusal.getMessage().contains("550 5.6.0 Please ask"), refusal.getMessage());
        assertEquals(0, tickets());
    }

    private void send(String question) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", String.valueOf(server.port()));
        String mail = """
                From: Ann <ann@example.org>
                To: support@shop.example.com
                Subject: %s

                %s
                """.formatted(subject, question);
        Transport.send(new MimeMessage(
                Session.getInstance(properties), new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))));
    }

    private int tickets() throws Exception {
        try (Connection connection = DriverManager.getConnection(ServerProcess.DATABASE);
                var select = connection.prepareStatement("SELECT COUNT(*) FROM TICKET WHERE SUBJECT = ?")) {
            select.setString(1, subject);
            ResultSet row = select.executeQuery();
            row.next();
            return row.getInt(1);
        }
    }
}
