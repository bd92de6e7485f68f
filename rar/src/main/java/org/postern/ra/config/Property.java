package org.postern.ra.config;

import static org.postern.ra.config.Facts.choice;
import static org.postern.ra.config.Facts.number;
import static org.postern.ra.config.Facts.text;
import static org.postern.ra.config.Property.Group.ESSENTIAL;
import static org.postern.ra.config.Property.Group.FREQUENT;
import static org.postern.ra.config.Property.Group.RARE;
import static org.postern.ra.config.Property.Scope.ADAPTER;
import static org.postern.ra.config.Property.Scope.ADDRESS;
import static org.postern.ra.config.Property.Scope.BEAN;
import static org.postern.ra.config.Property.Scope.OPTION;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every property that an administrator can set, and all that is to be known of it: {@code ra.xml} and the reference in the
 * documentation are made of this list, and the beans are held against it.
 */
public enum Property {
    LISTEN(BEAN, ESSENTIAL, text("URIs").byDefault("smtp://127.0.0.1:2525"), """
            Where to listen: URIs `SCHEME://IP:PORT` with commas or blanks between them. `smtp` begins in plaintext,
            `smtps` with TLS; `submission`, `submissions` and `lmtp` likewise. IPv6 addresses stand in brackets.
            Options of one address: `?name=value`."""),
    RECIPIENTS(BEAN, ESSENTIAL, text("patterns").byDefault("*"), """
            The mailboxes that the bean takes mail for, with commas or blanks between them: `*@orders.example.com`,
            `support+*@example.com`, `postmaster` (the mailbox without a domain), `*` for all. Case does not count.
            Other recipients are answered 550 5.1.1. Beans that share an address need patterns that do not overlap; a
            message goes to the bean of its first recipient, recipients of another bean are answered 452 4.5.3, and
            the sender sends them a copy of their own."""),
    OVERLAP(BEAN, FREQUENT, choice("refuse", "copy").byDefault("refuse"), """
            Whether another bean on the same address may take mail for the same recipients. Both must say `copy`:
            each gets the message, in a transaction of its own, and the worst outcome is the reply."""),
    TRANSACTION(BEAN, FREQUENT, choice("message", "recipient").byDefault("message"), """
            What the bean gets in one transaction: a `message` for all of its recipients, or each `recipient` on its own,
            one after the other, with an envelope of one. In LMTP each has the reply that is its own; in SMTP the worst
            outcome is the reply, and those that have committed are not delivered again when the sender tries again."""),
    HOST_NAME(ADDRESS, ESSENTIAL, text("domain name").whenUnset("the name of the machine"), """
            What this server calls itself in greetings and `Received` fields: a fully qualified domain name."""),
    CERTIFICATE_BINDINGS(ADDRESS, ESSENTIAL, text("bindings").whenUnset("TLS is offered nowhere"), """
            Which certificate belongs to which local address: `IP:PORT=ALIAS`, `IP=ALIAS`, `*:PORT=ALIAS` or
            `*=ALIAS`, with commas between them. IPv6 addresses stand in brackets. Several certificates for one
            address have `|` between them. STARTTLS is offered only where the binding leads to a usable certificate."""),
    KEY_STORE(ADDRESS, ESSENTIAL, text("key stores").byDefault("container"), """
            Where the certificates are: `container` for the key store of the application server (`container:NAME` where
            it has names for several), `file:PATH`, `pem:PATH`, `jndi:NAME`, or several of them with commas between
            them."""),
    KEY_STORE_TYPE(ADDRESS, RARE, text("type of key store").whenUnset("recognised"), """
            Type of the key stores of `file:` and `container`: `PKCS12`, `JKS`, `BCFKS` and the like."""),
    KEY_STORE_PASSWORD(ADDRESS, ESSENTIAL, text("password").confidential().whenUnset("none"), """
            Password of the key stores of `file:PATH`, and of `container` where the server does not tell it."""),
    KEY_STORE_PASSWORD_2(ADDRESS, RARE, text("password").confidential().whenUnset("none"), """
            A second password, where the key stores of the list have different ones. Each store is opened with the one
            that fits, whichever it is."""),
    KEY_STORE_PASSWORD_3(ADDRESS, RARE, text("password").confidential().whenUnset("none"), """
            A third password, likewise."""),
    KEY_PASSWORD(ADDRESS, FREQUENT, text("password").confidential().whenUnset("that of the key store"), """
            Password of the keys in the key stores, and of encrypted PEM files."""),
    TLS(OPTION, ESSENTIAL, choice("never", "offer", "require").byDefault("offer"), """
            `never`; `offer`: exactly where a certificate is usable; `require`: clients are served in TLS only,
            commands before STARTTLS are answered 530, and the greeting is 421 while no certificate is usable. RFC
            3207 forbids `require` on the public port 25."""),
    TLS_MIN_PROTOCOL(
            OPTION, RARE, choice("TLSv1.2", "TLSv1.3", "TLSv1.1", "TLSv1").byDefault("TLSv1.2"), """
            Oldest version of TLS. `TLSv1.1` and `TLSv1`, which RFC 8996 forbids, are taken as an option of one address
            alone, for old devices, and served where the JVM has not switched them off
            (`jdk.tls.disabledAlgorithms`)."""),
    TLS_CIPHER_SUITES(OPTION, RARE, text("JSSE names").whenUnset("the modern ones"), """
            Cipher suites with colons between them, the preferred first. Without a value those of the JVM with
            forward secrecy and authenticated encryption."""),
    TLS_PROVIDER(OPTION, RARE, choice("auto", "jdk", "openssl").byDefault("auto"), """
            Whose TLS serves. `auto`: BoringSSL each certificate that it can serve, the JDK's the others; `jdk`: the
            JDK's alone; `openssl`: BoringSSL alone."""),
    OCSP_STAPLING(OPTION, FREQUENT, choice("false", "true").byDefault("false"), """
            Whether clients that ask are sent what the authority says of the certificate (OCSP stapling), where BoringSSL
            serves it. With `true` this server asks the responders that the certificates name, by HTTP."""),
    TLS_SESSION_SECONDS(
            ADDRESS,
            RARE,
            number("seconds").between(60, 86_400).byDefault(7_200).fixedAtStart(),
            """
            How long a client can resume a TLS session at most, however often it does; the keys of session tickets
            change as often."""),
    EXPIRED_CERTIFICATE(OPTION, FREQUENT, choice("withdraw", "keep").byDefault("withdraw"), """
            What happens when a certificate ends. `withdraw`: TLS is not offered any more; `keep`: the ended
            certificate is still served, for senders that do not verify."""),
    AUTHENTICATION(OPTION, ESSENTIAL, choice("never", "offer", "require").whenUnset("by scheme and port"), """
            Whether clients can authenticate (RFC 4954), in TLS only: `never`, `offer`, or `require`: only users who
            have authenticated may send. Without a value `require` on `submission`, `never` on port 25, `offer`
            elsewhere."""),
    EXTERNAL_USER(ADDRESS, RARE, choice("cn", "email", "subject").byDefault("cn"), """
            Which user a client certificate stands for in `AUTH EXTERNAL`: `cn`, its common name; `email`, its first
            mail address; `subject`, its whole subject."""),
    SENDERS_OF_USERS(ADDRESS, FREQUENT, text("patterns").whenUnset("all"), """
            Which sender addresses a user who has authenticated may use, with commas or blanks between them and `%u`
            for the name of the user: `%u@example.com, %u+*@example.com`. Others are answered 550 5.7.1."""),
    CLIENT_CERTIFICATES(OPTION, FREQUENT, choice("none", "want", "need").byDefault("none"), """
            Whether clients are asked for certificates: `none`; `want`: the bean is shown those that `trustStore`
            verifies; `need`: the handshake fails without a verified one."""),
    TRUST_STORE(ADDRESS, FREQUENT, text("key stores").whenUnset("no authorities"), """
            Where the certificates of the authorities of clients are, written like `keyStore`."""),
    TRUST_STORE_TYPE(ADDRESS, RARE, text("type of key store").whenUnset("recognised"), """
            Type of a trust store of `file:`."""),
    TRUST_STORE_PASSWORD(ADDRESS, FREQUENT, text("password").confidential().whenUnset("none"), """
            Password of a trust store of `file:`."""),
    TRUST_STORE_PASSWORD_2(ADDRESS, RARE, text("password").confidential().whenUnset("none"), """
            A second password, where the trust stores of the list have different ones."""),
    NETWORKS_OF_PROXIES(OPTION, FREQUENT, text("networks").whenUnset("no proxy is trusted"), """
            Networks of trusted proxies, as in `192.0.2.0/24, 2001:db8::/32`. Connections from there must begin with
            a PROXY header (version 1 or 2); the client and the destination in it count everywhere, the choice of the
            certificate included. From elsewhere such a header ends the connection."""),
    NETWORKS_ALLOWED(OPTION, ESSENTIAL, text("networks").whenUnset("all"), """
            Networks of clients that are served, as in `192.0.2.0/24, 2001:db8::/32`. Other clients are answered 521."""),
    NETWORKS_DENIED(OPTION, FREQUENT, text("networks").whenUnset("none"), """
            Networks of clients that are not served, even if `networksAllowed` has them. They are answered 521."""),
    NETWORKS_TRANSCRIBED(OPTION, FREQUENT, text("networks").whenUnset("none"), """
            Networks of clients whose conversations are written to the log `org.postern.transcript`, a line each, at
            most 1000 lines a connection. Content is counted instead of shown, credentials are left out."""),
    MAX_MESSAGE_BYTES(
            ADDRESS, ESSENTIAL, number("octets").between(1, 2_147_483_647).byDefault(26_214_400), """
            Size of a message, announced by SIZE; a larger one is refused with 552."""),
    MAX_RECIPIENTS(ADDRESS, FREQUENT, number("recipients").between(1, 100_000).byDefault(1_000), """
            Recipients of a message; more are refused with 452, and senders send them separately."""),
    MAX_UNKNOWN_RECIPIENTS(
            ADDRESS, RARE, number("recipients").between(1, 100_000).byDefault(50), """
            Recipients refused for good in one connection, after which it is closed with 421: a client that tries
            names until one exists is stopped."""),
    MAX_COMMAND_LINE_BYTES(ADDRESS, RARE, number("octets").between(512, 65_536).byDefault(2_048), """
            Length of a command line with its CRLF; a longer one is refused with 500."""),
    MAX_TEXT_LINE_BYTES(
            ADDRESS, RARE, number("octets").between(0, 2_147_483_647).byDefault(0), """
            Length of a line of content with its CRLF. 0: no limit but that of the message."""),
    NULL_MX_SENDERS(ADDRESS, RARE, choice("accept", "reject").byDefault("accept"), """
            What to do with senders whose domain says that it takes no mail (null MX, RFC 7505): replies could never
            reach them. With `reject` DNS is asked for each sender, and those are answered 550 5.7.27; when DNS does
            not answer within some seconds the sender is accepted."""),
    BARE_LINE_FEED(ADDRESS, RARE, choice("reject", "accept").byDefault("reject"), """
            What to do with content after `DATA` that has a CR or LF outside of CRLF: `reject` it with 550, or `accept`
            it as it is. It never ends a line or the content. With `BDAT`, which says how many octets come, it is
            always accepted."""),
    ENVELOPE_SYNTAX(OPTION, RARE, choice("lenient", "strict").byDefault("lenient"), """
            How `MAIL` and `RCPT` must be written. `lenient`: also as scanners and scripts write them, without brackets,
            with blanks around the colon or dots in odd places, wherever there is one way only to read it; `strict`: to
            the letter of RFC 5321."""),
    MAX_ERRORS(ADDRESS, RARE, number("commands").between(1, 10_000).byDefault(20), """
            Refused commands after which a connection is closed with 421; an accepted message starts the count again."""),
    MAX_COMMANDS(ADDRESS, RARE, number("commands").between(10, 1_000_000).byDefault(1_000), """
            Commands since the last accepted message, but for accepted recipients and chunks, after which a
            connection is closed with 421."""),
    MAX_HOPS(ADDRESS, RARE, number("fields").between(100, 1_000).byDefault(100), """
            `Received` fields that a message may have; more are a loop, refused with 554."""),
    COMMAND_TIMEOUT_SECONDS(ADDRESS, RARE, number("seconds").between(1, 86_400).byDefault(300), """
            How long to wait for a complete command; RFC 5321 asks for at least 300."""),
    DATA_TIMEOUT_SECONDS(ADDRESS, RARE, number("seconds").between(1, 86_400).byDefault(300), """
            How long to wait for more content."""),
    MIN_DATA_BYTES_PER_SECOND(
            ADDRESS, RARE, number("octets per second").between(0, 1_000_000_000).byDefault(100), """
            Content that comes slower, on average, runs out of `dataTimeoutSeconds` in the end. 0: no such limit."""),
    SESSION_TIMEOUT_SECONDS(ADDRESS, RARE, number("seconds").between(1, 604_800).byDefault(14_400), """
            How long a connection may last, whatever its client does; a delivery under way is waited for."""),
    GREETING_DELAY_MILLIS(
            ADDRESS, FREQUENT, number("milliseconds").between(0, 60_000).byDefault(0), """
            How long a client of `smtp://` must be silent before it is greeted; one that speaks earlier is answered
            521. 0: every client is greeted at once."""),
    TLS_HANDSHAKE_TIMEOUT_SECONDS(
            ADDRESS, RARE, number("seconds").between(1, 3_600).byDefault(60), """
            How long a TLS handshake may take."""),
    MAX_UNREAD_REPLY_BYTES(
            ADDRESS, RARE, number("octets").between(4_096, 16_777_216).byDefault(65_536), """
            Replies kept for a client that does not read them; beyond, nothing of it is read either until it has read
            half."""),
    SPOOL_THRESHOLD_BYTES(ADDRESS, RARE, number("octets").between(0, 67_108_864).byDefault(262_144), """
            Content of one message that is kept in memory; more goes to a temporary file. 0: all content goes to
            files."""),
    MAX_CONCURRENT_DELIVERIES(
            BEAN, FREQUENT, number("messages").between(1, 10_000).byDefault(32), """
            Messages that are with one bean at a time. More than its pool has (Payara: 32) do no harm: they wait for
            an instance."""),
    MAX_WAITING_DELIVERIES(BEAN, RARE, number("messages").between(0, 1_000_000).byDefault(1_000), """
            Complete messages that may wait for one bean; more are answered 451. 0: none waits."""),
    DELIVERY_WAIT_SECONDS(BEAN, RARE, number("seconds").between(1, 600).byDefault(60), """
            How long a complete message may wait for a bean; then it is answered 451."""),
    DELIVERY_TIMEOUT_SECONDS(
            BEAN, FREQUENT, number("seconds").between(1, 86_400).byDefault(540), """
            How long a bean may take. Then the message is answered 451, and the transaction is rolled back as soon as
            the bean returns. Without a transaction of the container there is no such limit: what the bean has done
            could not be taken back. Senders wait for ten minutes (RFC 5321 section 4.5.3.2.6)."""),
    DELIVERY_LOG(BEAN, FREQUENT, text("JNDI name").whenUnset("no delivery log"), """
            The data source of the table in which the adapter notes each message, in the transaction of the bean: so the same
            message is delivered once, whichever server of several it comes to. For beans whose transactions the container
            manages."""),
    DELIVERY_LOG_CREATE(BEAN, RARE, choice("false", "true").byDefault("false"), """
            Whether the adapter makes the table of `deliveryLog` where it is missing."""),
    DELIVERY_LOG_DAYS(BEAN, RARE, number("days").between(1, 3_650).byDefault(14).fixedAtStart(), """
            How long the delivery log keeps a message. The same one that comes later is delivered again."""),
    RECIPIENT_TIMEOUT_SECONDS(BEAN, RARE, number("seconds").between(1, 300).byDefault(10), """
            How long a bean that is asked about a recipient may think; then the recipient is refused for
            now (451)."""),
    INITIAL_STATE(BEAN, FREQUENT, choice("running", "paused").byDefault("running"), """
            `running`; `paused`: the bean gets no messages until an administrator resumes it with its management
            bean."""),
    WHEN_PAUSED(ADDRESS, RARE, choice("421", "closed").byDefault("421"), """
            What clients of a paused address find: `421`, each is sent away with this reply (at `smtps://` without a
            certificate the connection is closed, because no client could read a reply); `closed`, no client can
            connect."""),
    ADAPTER_NAME(ADAPTER, FREQUENT, text("name").whenUnset("made of application and archive"), """
            What this adapter is called in management beans and by the files that it keeps, the same over restarts:
            letters, digits, `.`, `_`, `-` and `#`. Without a value the names of application and archive, as in
            `shop#postern`, where the server tells them by the place of the classes (Payara, GlassFish, WildFly),
            else `postern`."""),
    SPOOL_DIRECTORY(ADAPTER, FREQUENT, text("path").whenUnset("the temporary directory of the JVM"), """
            Where temporary files are made."""),
    MAX_ENVELOPE_BYTES(
            ADAPTER, RARE, number("octets").between(65_536, 1_099_511_627_776L).byDefault(33_554_432), """
            Memory that the envelopes of all messages take together, about 600 octets for a recipient; senders and
            recipients that need more are refused with 452. The last quarter is for envelopes of up to 4 KiB, and
            none has more than an eighth."""),
    MAX_MEMORY_BYTES(
            ADAPTER, RARE, number("octets").between(65_536, 1_099_511_627_776L).byDefault(67_108_864), """
            Content of all messages together that is kept in memory; from three quarters on it goes to temporary
            files at once."""),
    MAX_SPOOL_BYTES(
            ADAPTER,
            FREQUENT,
            number("octets").between(0, 1_125_899_906_842_624L).byDefault(10_737_418_240L),
            """
            What all temporary files together may have; what needs more, or more than the file system has left, is
            refused with 452. 0: content stays in memory, or is refused."""),
    MAX_SPOOL_FILES(ADAPTER, RARE, number("files").between(1, 1_000_000).byDefault(1_000), """
            Temporary files that may be open at a time; what needs more is refused with 452."""),
    DUPLICATE_WINDOW_SECONDS(
            ADAPTER,
            FREQUENT,
            number("seconds").between(0, 604_800).byDefault(86_400).fixedAtStart(),
            """
            How long a message is remembered that was committed, but whose sender may not know because the connection
            ended (RFC 1047). The same message is then not delivered again. 0: messages are not remembered."""),
    MAX_REMEMBERED_MESSAGES(
            ADAPTER,
            RARE,
            number("messages").between(1, 1_000_000).byDefault(10_000).fixedAtStart(),
            """
            How many such messages are remembered, 44 bytes each; the oldest are forgotten first."""),
    STATE_DIRECTORY(ADAPTER, FREQUENT, text("path").whenUnset("one of the server's user"), """
            An existing directory that belongs to the user of the server, in which such messages are remembered, so
            that a crash of the server does not make them come twice; other users must not be able to write there.
            Each adapter of each server has a file of its own in it. Without a value `postern-USER` in the temporary
            directory of the JVM."""),
    SHARED_STORE(ADAPTER, FREQUENT, text("`grid`, or a JNDI name").whenUnset("each instance by itself"), """
            Where several instances keep what they know in common: `grid` for the data grid of the server (Payara), or
            the JNDI name of a data source, as in `java:/jdbc/mail`. While it cannot be reached each goes by what it
            knows itself."""),
    SHARED_STORE_CREATE(ADAPTER, RARE, choice("false", "true").byDefault("false"), """
            Whether the table `POSTERN_SHARED` is made in that database when it is missing."""),
    MAX_CONNECTIONS(
            ADAPTER, FREQUENT, number("connections").between(1, 1_000_000).byDefault(5_000), """
            Connections at a time; more are answered 421."""),
    MAX_CONNECTIONS_PER_PEER(
            ADAPTER, FREQUENT, number("connections").between(1, 1_000_000).byDefault(100), """
            Connections at a time from one client: an IPv4 address, or an IPv6 network; more are answered 421."""),
    MAX_CONNECTIONS_PER_NETWORK(
            ADAPTER, RARE, number("connections").between(1, 1_000_000).byDefault(1_000), """
            Connections at a time from one network; more are answered 421."""),
    NETWORK_PREFIX_IPV4(
            ADAPTER, RARE, number("bits").between(1, 32).byDefault(24).fixedAtStart(), """
            How many bits the addresses of one IPv4 network have in common."""),
    NETWORK_PREFIX_IPV6(
            ADAPTER, RARE, number("bits").between(1, 128).byDefault(64).fixedAtStart(), """
            How many bits the addresses of one IPv6 network have in common. Such a network also counts as one client
            everywhere: a client that has one address of it has all."""),
    MAX_CONNECTIONS_PER_PEER_PER_MINUTE(
            ADAPTER, FREQUENT, number("connections").between(0, 1_000_000).byDefault(0), """
            Connections that one client begins in a minute; more are answered 421. 0: no limit, because the client
            may be your own relay."""),
    MAX_MESSAGES_PER_PEER_PER_MINUTE(
            ADAPTER, FREQUENT, number("messages").between(0, 1_000_000).byDefault(0), """
            Messages that one client begins in a minute; more are answered 450. 0: no limit."""),
    MAX_FAILED_AUTHENTICATIONS(
            ADAPTER, RARE, number("attempts").between(1, 100_000).byDefault(10), """
            Wrong credentials of one client, or for one name in any spelling, after which credentials are not looked
            at for a while: 454. As many are looked at at a time, others wait. A name is still heard from where its
            user has come in before."""),
    FAILED_AUTHENTICATION_SECONDS(
            ADAPTER, RARE, number("seconds").between(1, 86_400).byDefault(600), """
            How long that while is, counted from the first of them."""),
    DRAIN_TIMEOUT_SECONDS(ADAPTER, FREQUENT, number("seconds").between(0, 3_600).byDefault(20), """
            How long an undeployment waits for deliveries under way; keep it below the server's own limit (Payara:
            30). 0: undeployment does not wait."""),
    INTERFERENCE_LOG_SECONDS(ADAPTER, RARE, number("seconds").between(1, 86_400).byDefault(3_600), """
            How often the same sign of interference with STARTTLS, at one address from one client, is logged; between
            two lines it is counted."""),
    HISTORY_MESSAGES(
            ADAPTER,
            RARE,
            number("messages").between(0, 100_000).byDefault(1_000).fixedAtStart(),
            """
            How many messages that were taken, and as many that were refused, the management bean `History` can tell of:
            who sent them to whom and what they were answered, never their content. 0: none."""),
    DNS_SERVERS(ADAPTER, RARE, text("IP addresses").whenUnset("those of the operating system"), """
            DNS servers, in the order in which they are asked, with `:PORT` if it is not 53, IPv6 in brackets then.
            Only `nullMxSenders` needs them."""),
    IO_THREADS(ADAPTER, RARE, number("threads").between(0, 256).byDefault(0).fixedAtStart(), """
            Threads that serve all sockets, taken from the container. 0: one a processor, at most 8.""");

    /** Where a property can be set. */
    public enum Scope {
        /** On the resource adapter only. */
        ADAPTER,
        /** On the resource adapter and on the activation of a bean, which wins. */
        BEAN,
        /** As before, but beans that share an address must agree. */
        ADDRESS,
        /** As before, and as an option of one address in {@code listen}, which wins over both. */
        OPTION
    }

    /** How many administrators set it. */
    public enum Group {
        ESSENTIAL,
        FREQUENT,
        RARE
    }

    private final Scope scope;
    private final Group group;

    @SuppressWarnings("ImmutableEnumChecker") // Nothing is said any more when the constant is there.
    private final Facts facts;

    private final String description;

    Property(Scope scope, Group group, Facts facts, String description) {
        this.scope = scope;
        this.group = group;
        this.facts = facts;
        this.description = description.replace('\n', ' ');
    }

    /** The name of the JavaBeans property. */
    public String beanName() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            name.append(name.isEmpty() ? lower : word.charAt(0) + lower.substring(1));
        }
        return name.toString();
    }

    public Scope scope() {
        return scope;
    }

    /** The value when the administrator sets none; empty if there is none. */
    public String defaultValue() {
        return facts.byDefault;
    }

    /** For numbers only. */
    public Optional<Bounds> bounds() {
        return Optional.ofNullable(facts.bounds);
    }

    /** Whether beans that share an address may differ in it. */
    public boolean isOfBean() {
        return scope == Scope.BEAN;
    }

    /** Whether it is a number that matters at single moments only, and may be another one at the next. */
    public boolean isWritable() {
        return facts.bounds != null && !facts.fixedAtStart;
    }

    /** Whether the value must not be shown. */
    public boolean confidential() {
        return facts.confidential;
    }

    public Group group() {
        return group;
    }

    /** What is written there, or the unit of the number. In Markdown. */
    public String type() {
        return facts.type;
    }

    /** Those that it takes; none if it is no choice. */
    public List<String> words() {
        return facts.words;
    }

    /** What holds without a value, where that is no value itself. In Markdown. */
    public Optional<String> whenUnset() {
        return Optional.of(facts.whenUnset).filter(text -> !text.isEmpty());
    }

    /** What it is for, and what 0 means where it can be. In Markdown without links. */
    public String description() {
        return description;
    }
}
