package org.postern.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.api.MailEnvelope;
import org.postern.api.MailHeaders;
import org.postern.api.MailMessage;
import org.postern.api.MailSession;

/**
 * A message of a test: envelope, content, and who brings it. Immutable; each method that says something about it gives another one.
 *
 * <p>It is sent by {@link TestContainer#deliver(TestMessage)}. And it is a {@link MailMessage} itself, as the adapter would hand it to
 * a bean, for tests of code that reads messages: that one is valid for ever.
 *
 * <p>Without another word it is from {@code sender@example.org} to {@code recipient@example.com}, brought by the client
 * {@code client.example.org}, and written at the beginning of 2026.
 */
public final class TestMessage implements MailMessage {
    private final TestEnvelope envelope;
    private final TestContent content;
    private final TestClient client;
    private final Memo<MailMessage> view = new Memo<>(this::asReceived);

    private TestMessage(TestEnvelope envelope, TestContent content, TestClient client) {
        this.envelope = envelope;
        this.content = content;
        this.client = client;
    }

    private static TestMessage with(TestContent content) {
        return new TestMessage(TestEnvelope.PLAIN, content, TestClient.PLAIN);
    }

    /**
     * Begins with the sender.
     *
     * @param reversePath the mailbox of {@code MAIL FROM}, which stands in the {@code From} field as well
     * @return a message
     */
    public static TestMessage from(String reversePath) {
        return with(TestContent.EMPTY).sentBy(reversePath);
    }

    /**
     * Begins with content as it is: octets that a stranger has sent.
     *
     * @param octets header and body
     * @return a message
     */
    public static TestMessage of(byte[] octets) {
        return with(TestContent.of(octets));
    }

    /**
     * Begins with content as it is.
     *
     * @param text header and body; line ends become CRLF, characters UTF-8
     * @return a message
     */
    public static TestMessage of(String text) {
        return of(text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Begins with a file that a mail program has written.
     *
     * @param file an {@code .eml}
     * @return a message of its octets; if all of its line ends are LF, they become CRLF, as when it is sent
     * @throws UncheckedIOException if it cannot be read
     */
    public static TestMessage eml(Path file) {
        try {
            return of(TestContent.withMailLineEnds(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Begins with one of the samples, which are malformed or unusual.
     *
     * @param name one of {@link #samples()}
     * @return a message of its octets
     * @throws IllegalArgumentException if there is no such sample
     */
    public static TestMessage sample(String name) {
        return of(Samples.octets(name));
    }

    /**
     * Names the samples. The first letters tell the kind: {@code ad} addresses, {@code au} automatic answers, {@code cs} character
     * sets, {@code ct} content types, {@code cte} transfer encodings, {@code dsn} reports, {@code ew} encoded words, {@code fn} names
     * of files, {@code st} structure.
     *
     * @return more than a hundred names, such as {@code cte25-base64-truncated}; the same in each version that has them, and later
     *     versions may have more
     */
    public static List<String> samples() {
        return Samples.names();
    }

    /**
     * The same from another sender.
     *
     * @param reversePath the mailbox of {@code MAIL FROM}, which stands in the {@code From} field as well, unless the content is
     *     given or has one
     * @return another message
     */
    public TestMessage sentBy(String reversePath) {
        return new TestMessage(envelope.from(Optional.of(Checked.mailbox(reversePath))), content, client);
    }

    /**
     * The same with the null reverse path, as reports of other servers have it.
     *
     * @return another message
     */
    public TestMessage withNullReversePath() {
        return new TestMessage(envelope.from(Optional.empty()), content, client);
    }

    /**
     * The same to others.
     *
     * @param recipients mailboxes of {@code RCPT TO}, instead of all others; at least one. They stand in the {@code To} field as
     *     well, unless the content is given or has one
     * @return another message
     */
    public TestMessage to(String... recipients) {
        if (recipients.length == 0) {
            throw new IllegalArgumentException("A message has at least one recipient");
        }
        return new TestMessage(
                envelope.to(Arrays.stream(recipients).map(Checked::mailbox).toList()), content, client);
    }

    /**
     * The same with a parameter of {@code MAIL FROM}.
     *
     * @param keyword such as {@code ENVID}
     * @param value as it is sent; empty for a keyword alone
     * @return another message
     */
    public TestMessage parameter(String keyword, String value) {
        return new TestMessage(
                envelope.with(Checked.keyword(keyword), Checked.line("value of a parameter", value)), content, client);
    }

    /**
     * The same with patterns by which {@link MailEnvelope.Recipient#detail()} answers, where this object is read as a message. When
     * it is delivered, the property {@code recipients} of the bean counts.
     *
     * @param patterns as in that property: {@code orders+*@shop.example.com}
     * @return another message
     */
    public TestMessage takenFor(String patterns) {
        return new TestMessage(envelope.takenFor(Reception.checked(patterns)), content, client);
    }

    /**
     * The same with a subject.
     *
     * @param subject any text
     * @return another message
     */
    public TestMessage subject(String subject) {
        return new TestMessage(envelope, content.subject(subject), client);
    }

    /**
     * The same with a text for readers.
     *
     * @param text any text, which is sent in UTF-8
     * @return another message
     * @throws IllegalStateException if the content is given as a whole
     */
    public TestMessage text(String text) {
        return new TestMessage(envelope, content.text(text), client);
    }

    /**
     * The same with a text in HTML. If there is a plain text, too, readers may choose.
     *
     * @param html a document, which is sent in UTF-8
     * @return another message
     * @throws IllegalStateException if the content is given as a whole
     */
    public TestMessage html(String html) {
        return new TestMessage(envelope, content.html(html), client);
    }

    /**
     * The same with one more attachment.
     *
     * @param name of the file
     * @param type such as {@code application/pdf}
     * @param octets what is in it
     * @return another message
     * @throws IllegalStateException if the content is given as a whole
     */
    public TestMessage attach(String name, String type, byte[] octets) {
        return new TestMessage(envelope, content.attach(name, type, octets), client);
    }

    /**
     * The same with one more header field, in front of content that is given as a whole.
     *
     * @param name without a colon
     * @param value any text; characters beyond US-ASCII are encoded
     * @return another message
     */
    public TestMessage header(String name, String value) {
        return new TestMessage(envelope, content.header(name, value), client);
    }

    /**
     * The same from a client that calls itself otherwise.
     *
     * @param heloName what it says in {@code EHLO}
     * @return another message
     */
    public TestMessage helo(String heloName) {
        return new TestMessage(envelope, content, client.calledBy(Checked.line("name in EHLO", heloName)));
    }

    /**
     * The same from another place. When it is delivered, a trusted proxy tells the adapter so, which {@link MailSession#proxy()} shows.
     *
     * @param ip of the client, such as {@code 192.0.2.7}
     * @return another message
     */
    public TestMessage peer(String ip) {
        return new TestMessage(envelope, content, client.at(ip));
    }

    /**
     * The same over TLS. When it is delivered, a trusted proxy tells the adapter so: it takes TLS off. For TLS of the adapter itself
     * see {@link TestSender#startTls}.
     *
     * @return another message
     */
    public TestMessage tls() {
        return new TestMessage(envelope, content, client.inTls());
    }

    /**
     * The same over TLS, in which the client asks for a server by its name: {@link MailSession.Tls#serverNameIndication()}.
     *
     * @param serverName such as {@code mx.example.com}
     * @return another message
     */
    public TestMessage tls(String serverName) {
        return new TestMessage(envelope, content, client.inTls(serverName));
    }

    /**
     * The same from a user who has authenticated, in TLS.
     *
     * @param name of the user, whom the container knows from now on
     * @param roles that the user has; none for those that {@link TestContainer#user} has said
     * @return another message
     */
    public TestMessage user(String name, String... roles) {
        return new TestMessage(envelope, content, client.authenticated(name, Set.of(roles)));
    }

    TestEnvelope testEnvelope() {
        return envelope;
    }

    TestClient client() {
        return client;
    }

    /**
     * Gives the content as it is sent.
     *
     * @return a new array
     */
    public byte[] octets() {
        return content.octets(envelope);
    }

    private MailMessage asReceived() {
        return Reception.of(this);
    }

    @Override
    public String id() {
        return view.get().id();
    }

    @Override
    public MailEnvelope envelope() {
        return view.get().envelope();
    }

    @Override
    public MailSession session() {
        return view.get().session();
    }

    @Override
    public Instant receivedAt() {
        return view.get().receivedAt();
    }

    @Override
    public long size() {
        return view.get().size();
    }

    @Override
    public MailHeaders headers() throws IOException {
        return view.get().headers();
    }

    @Override
    public String deliveryKey() throws IOException {
        return view.get().deliveryKey();
    }

    @Override
    public InputStream openStream() throws IOException {
        return view.get().openStream();
    }

    @Override
    public String traceFields() {
        return view.get().traceFields();
    }

    /** The first recipient, and the subject if there is one. */
    @Override
    public String toString() {
        return "to " + envelope.recipients().get(0) + content.titled();
    }
}
