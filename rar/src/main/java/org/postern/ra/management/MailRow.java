package org.postern.ra.management;

import java.time.Instant;
import java.util.List;
import org.postern.net.ConnectionFacts;
import org.postern.net.SessionFacts;
import org.postern.net.TlsFacts;
import org.postern.ra.log.LogText;
import org.postern.smtp.Recipient;
import org.postern.smtp.Reply;

/**
 * What management tools see of one message, sender or recipient. Texts are empty where nothing is known. Immutable, and of
 * bounded size: nothing of the session is kept but the facts of its connection.
 */
public final class MailRow {
    /** Peers choose most of the texts, and a command line may be long. */
    private static final int LONGEST = 256;

    private final long answered;
    private final String id;
    private final ConnectionFacts connection;
    private final String hello;
    private final String tls;
    private final String sender;
    private final String recipient;
    private final int recipientCount;
    private final long size;
    private final String reply;
    private final String reason;
    private final String bean;
    private final long millis;

    /**
     * What came.
     *
     * @param sender as the peer said it
     * @param recipient all of them, or as many as there is room for
     * @param size of the content in octets
     */
    record Mail(String sender, String recipient, int recipients, long size) {
        /** There may be thousands of them. */
        static Mail of(String sender, List<Recipient> recipients, long size) {
            StringBuilder names = new StringBuilder();
            for (int i = 0; i < recipients.size() && names.length() <= LONGEST; i++) {
                names.append(i == 0 ? "" : ", ").append(recipients.get(i).mailbox());
            }
            return new Mail(sender, names.toString(), recipients.size(), size);
        }
    }

    /**
     * What became of it.
     *
     * @param bean that was to take it
     * @param millis from the end of the content to the outcome; -1 if no bean was to take it
     */
    record End(String reply, String reason, String bean, long millis) {
        static End of(Reply reply) {
            return of(reply, "", -1);
        }

        static End of(Reply reply, String bean, long millis) {
            return new End(reply.toString(), reply.reason(), bean, millis);
        }
    }

    MailRow(Instant answered, String id, SessionFacts session, Mail mail, End end) {
        this.answered = answered.toEpochMilli();
        this.id = id;
        this.connection = session.connection();
        this.hello = cut(session.client().heloName());
        this.tls = session.tls().map(TlsFacts::version).orElse("");
        this.sender = cut(domain(mail.sender()));
        this.recipient = cut(mail.recipient());
        this.recipientCount = mail.recipients();
        this.size = mail.size();
        this.reply = cut(end.reply());
        this.reason = end.reason();
        this.bean = cut(end.bean());
        this.millis = end.millis();
    }

    /** When it was answered, as in ISO 8601. */
    public String getTime() {
        return Instant.ofEpochMilli(answered).toString();
    }

    /** Of the message; of the connection where there is no message. */
    public String getId() {
        return id;
    }

    /** The id of the connection. */
    public String getConnection() {
        return connection.id();
    }

    /** The client's IP address. */
    public String getPeer() {
        return connection.peerIp();
    }

    /** IP address and port that the client connected to. */
    public String getLocalAddress() {
        return connection.local().toString();
    }

    /** What the client called itself. */
    public String getHello() {
        return LogText.oneLine(hello);
    }

    /** The domain of the sender. */
    public String getSender() {
        return LogText.oneLine(sender);
    }

    /** The recipient; several with commas between, as many as there is room for. */
    public String getRecipient() {
        return LogText.oneLine(recipient);
    }

    /** How many recipients the row is about. */
    public int getRecipientCount() {
        return recipientCount;
    }

    /** Octets of the content; 0 where it was not complete. */
    public long getSize() {
        return size;
    }

    /** What the client was answered, on one line. */
    public String getReply() {
        return LogText.oneLine(reply.strip());
    }

    /** Why, in the words of the counters. */
    public String getReason() {
        return reason;
    }

    /** The class of the bean; of several that get copies, all. */
    public String getBean() {
        return bean;
    }

    /** Version of TLS. */
    public String getTls() {
        return tls;
    }

    /** How long the message waited for its bean and was with it; -1 where it was not to be delivered. */
    public long getMillis() {
        return millis;
    }

    Instant answered() {
        return Instant.ofEpochMilli(answered);
    }

    /** Whether an id is its own, its connection's, or of a part of its message, which is its own with a number behind it. */
    boolean isOf(String wanted) {
        boolean isMessage = !id.equals(connection.id());
        return wanted.equals(id) || wanted.equals(connection.id()) || (isMessage && wanted.startsWith(id + "-"));
    }

    private static String domain(String path) {
        int at = path.lastIndexOf('@');
        return at < 0 ? "" : path.substring(at + 1);
    }

    /** Nearly all texts are kept as they are. */
    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }
}
