package org.postern.ra.log;

import static java.util.logging.Level.FINE;
import static java.util.logging.Level.INFO;
import static java.util.logging.Level.SEVERE;
import static java.util.logging.Level.WARNING;

import java.util.logging.Level;

/**
 * Every kind of line that the adapter logs, and what an administrator has to know of it: the reference in the documentation is
 * made of this list. A line begins with its id, which never changes its meaning, so that it can be searched and alarmed on: 1xxx
 * life cycle and TLS, 2xxx deliveries, 3xxx connections, 9xxx the adapter's own faults. Ids that are not used any more (3004,
 * 3009, 3026, 9002, 9007, 9009) are not given again.
 */
public enum LogId {
    STARTED(1001, INFO, """
            The adapter has started."""),
    STOPPED(1002, INFO, """
            The adapter has stopped."""),
    STOPPED_LATE(1003, WARNING, """
            The adapter has stopped, but its event loops had not ended in time.
            -> If it happens again, take a thread dump of the server while the adapter stops."""),
    NO_STATE_DIRECTORY(1004, WARNING, """
            Messages whose senders may not know that they are taken are remembered in memory only, because the state
            directory cannot be used.
            -> Let `stateDirectory` name a directory of the server's own, where no other user may write."""),
    TAKEN_OVER(1005, INFO, """
            The container has restarted the adapter without its beans, and a bean goes on to take mail."""),
    NOT_TAKEN_OVER(1006, WARNING, """
            The container has restarted the adapter, and its properties do not allow a bean any more: it takes no
            mail.
            -> Put the properties right, and the bean goes on."""),
    NOT_RESTARTED(1007, SEVERE, """
            The container has restarted the adapter, and refused properties keep its beans from taking mail.
            -> Put the properties right, then disable and enable the application."""),
    NOT_LEFT(1008, WARNING, """
            The adapter has stopped, and its beans take no mail, because another adapter runs in the same class
            loader.
            -> Unless the server shuts down, disable and enable the application."""),
    GOES_ON_AS_BEFORE(1009, SEVERE, """
            The adapter was restarted with properties that are refused, and goes on with those it had before.
            -> Put the properties right at once: with these the application does not start the next time."""),
    ACTIVATED_WHILE_STOPPED(1010, WARNING, """
            The container has activated a bean of an adapter that is not started; the bean takes mail when it is.
            -> If the adapter does not start, enable the application again, or restart the server."""),
    OPENED(1011, INFO, """
            An address is open for a bean."""),
    JOINED(1012, INFO, """
            A bean shares an address that is open already."""),
    CLOSED(1013, INFO, """
            An address is closed."""),
    CANNOT_OPEN(1014, WARNING, """
            An address cannot be opened; it is tried again until it can.
            -> End what uses it, or choose another address or port in `listen`."""),
    OPENED_AT_LAST(1015, INFO, """
            An address is open after attempts in vain."""),
    ACCEPTOR_PAUSED(1016, INFO, """
            An address is paused, and the line says why."""),
    ACCEPTOR_RESUMED(1017, INFO, """
            An address is not paused any more."""),
    ACTIVATION_PAUSED(1018, INFO, """
            A bean gets no messages until an administrator or the application resumes it."""),
    ACTIVATION_RESUMED(1019, INFO, """
            An administrator or the application has resumed a bean."""),
    LIMIT_CHANGED(1020, INFO, """
            An administrator has changed a limit with a management bean.
            -> To keep the value over a restart, change the property."""),
    TLS_OFFERED(1021, WARNING, """
            Whether a local address offers TLS, with verdict and reason; INFO if it does.
            -> Do what the reason says, or see the [verdicts](verdicts.md)."""),
    TLS_CHANGED(1022, WARNING, """
            A local address offers TLS now and did not before, or the other way round, or for another reason; INFO if
            it does.
            -> Do what the reason says, or see the [verdicts](verdicts.md)."""),
    TLS_WARNING(1023, WARNING, """
            TLS is offered, and something is wrong or about to go wrong with it.
            -> Do what the warning says."""),
    TLS_WARNING_GONE(1024, INFO, """
            A warning of before is over."""),
    TLS_REQUIRED_ON_PUBLIC_PORT(1025, INFO, """
            `tls=require` on port 25, which RFC 3207 forbids to servers that the world sends mail to.
            -> If the server is one, write `tls=offer`."""),
    ADDRESS_GONE(1026, INFO, """
            A local address is not one of the machine any more."""),
    NO_THREAD_FOR_CHECKS(1027, WARNING, """
            The container gives no thread, and changed key stores are not noticed.
            -> Give the adapter a larger pool of threads, or end what hangs in it."""),
    LOOP_WITHOUT_THREAD(1028, WARNING, """
            The container has taken an event loop and then did not run it; connections may hang until it does.
            -> Give the adapter a larger pool of threads, or lower `ioThreads`."""),
    CHECK_SLOW(1029, WARNING, """
            A look at key stores or addresses does not end; certificates that are known go on being served.
            -> See whether the key store, device or file system that the line names answers."""),
    STUCK(1031, WARNING, """
            A bean is going away, and messages are still with it.
            -> See what the bean waits for; what can be rolled back will be, and its sender tries again."""),
    ACTIVATION_REFUSED(1032, SEVERE, """
            A bean cannot be activated as it is configured.
            -> Put right what the line lists."""),
    KEY_STORES_SLOW(1033, WARNING, """
            The key stores of a bean have not been read in time, and its addresses are open without TLS.
            -> If it lasts, see whether the file system, device or naming service answers, and whether the container
            has a thread for the adapter."""),
    LOOP_NOT_RUN(1034, WARNING, """
            The container has taken an event loop and does not run it; the other loops serve the connections.
            -> Give the adapter a larger pool of threads, or lower `ioThreads`."""),
    PROVING_LONG(1039, INFO, """
            Proving the certificates of many bindings takes long; what was known before is served meanwhile."""),
    PROVED_AT_LAST(1040, INFO, """
            The certificates of many bindings have been looked at, and how long it took."""),
    NO_CALLERS(1041, INFO, """
            The container takes no identities from the adapter: beans have no caller.
            -> To have callers, give the work manager a security domain or realm, see the page of the server."""),
    NO_PASSWORDS(1042, WARNING, """
            The container does not check passwords for the adapter: no user can authenticate.
            -> Give the work manager a security domain or realm that checks passwords, see the page of the server."""),
    ANY_PASSWORD(1043, WARNING, """
            The container accepts a user who does not exist, so that no user can authenticate.
            -> Give the work manager a security domain or realm that checks passwords, see the page of the server."""),
    PASSWORDS_CHECKED(1044, INFO, """
            Users can authenticate where TLS is offered."""),
    STAPLING(1045, INFO, """
            Whether clients of a local address that ask are sent an OCSP response with a certificate, because of
            `ocspStapling`, and why not. What a responder has failed at is told by `POSTERN-1023`."""),
    NAME_TAKEN(1051, WARNING, """
            Two adapters in the server have the same name, and the management beans of one say another.
            -> Give each its own `adapterName`."""),
    BEANS_NOT_GONE(1052, WARNING, """
            Management beans of what has ended are still there, because a listener to their registration has not come
            back.
            -> Look at what listens to the server's `MBeanServerDelegate`."""),
    STATE_BEGUN_ANEW(1061, WARNING, """
            What was remembered of messages whose senders may not know that they are taken is lost; they come twice
            at worst.
            -> If it happens again, see what writes to `stateDirectory`."""),
    LINES_LEFT_OUT(1071, WARNING, """
            Lines were left out, and how many of which id.
            -> See the counters of the [management beans](administration.md)."""),
    SHARED_STORE_REACHED(1081, INFO, """
            What several instances know in common is in the store that the line names."""),
    SHARED_STORE_GONE(1082, WARNING, """
            The shared store cannot be reached, or answers too late: until it is back, each instance goes by what it knows
            itself, and mail goes on.
            -> Do what the line says, or see what keeps the store from answering. It is tried again every five
            seconds, but not [while calls hang in dead
            connections](several-instances.md#when-the-store-is-gone): give the data source a socket timeout."""),
    SHARED_STORE_BACK(1083, INFO, """
            The shared store answers again."""),
    SHARED_STORE_NOT_TIDIED(1084, WARNING, """
            What is over cannot be removed from the shared store, and takes room. It is asked as before, and the removal is
            tried again every minute.
            -> Do what the line says: the user of the data source needs `DELETE` as well."""),
    SHARED_STORE_TOO_SLOW(1085, WARNING, """
            Most questions of a minute were answered without the shared store, which is not gone: it is too slow for them, or
            the container has too few threads.
            -> See how long a statement takes: [20 ms at most](several-instances.md#when-the-store-is-gone)."""),
    COMMITTED(2001, INFO, """
            A message is taken: the transaction of the bean has committed."""),
    REJECTED(2002, INFO, """
            A bean has rejected a message, with this reply."""),
    REJECTED_BUT_COMMITTED(2003, WARNING, """
            A bean has rejected a message, and the transaction committed all the same: it could not be rolled back any more.
            -> Have the bean leave the end of the transaction to the container."""),
    ROLLED_BACK(2004, WARNING, """
            A message was not taken: the bean returned, and its transaction did not commit. The sender will try
            again.
            -> See the log of the transaction manager for the reason."""),
    LISTENER_FAILED(2005, WARNING, """
            A message was not taken: the bean failed. The sender will try again.
            -> See the cause in the line, or in the stack trace of the first like it."""),
    FAILED_BUT_COMMITTED(2006, WARNING, """
            A message is taken though the bean failed: what it threw does not roll back.
            -> Have the bean catch it, or throw what rolls back."""),
    NO_ENDPOINT(2007, WARNING, """
            A message was not taken: the container gives no instance of the bean. The sender will try again.
            -> Give the bean a larger pool, or lower `maxConcurrentDeliveries`."""),
    OVERLOADED(2008, WARNING, """
            A message was not taken: too many wait for the bean, or it has waited too long. The sender will try
            again.
            -> Make the bean faster, or raise `maxConcurrentDeliveries` and its pool."""),
    ENDPOINT_NOT_RELEASED(2009, WARNING, """
            The container has failed to release an instance of the bean after a message.
            -> See the cause; the outcome of the message is not changed by it."""),
    TIMED_OUT(2012, WARNING, """
            A message was not taken: the bean takes longer than `deliveryTimeoutSeconds`. The sender will try again.
            -> See what the bean waits for, or raise the limit."""),
    RECIPIENT_UNDECIDED(2013, WARNING, """
            A bean could not say whether it takes mail for a recipient. The sender will try again.
            -> See the cause."""),
    NO_THREAD_FOR_RECIPIENTS(2014, WARNING, """
            The container gives no thread to ask a bean about a recipient. The sender will try again.
            -> Give the adapter a larger pool of threads."""),
    ALREADY_COMMITTED(2015, INFO, """
            A message is not delivered again: the same one has committed, and its sender has not shown that it knows, or
            `deliveryLog` has it."""),
    SAME_UNDER_WAY(2016, INFO, """
            A message was not taken: the same one came on a connection that is gone, or to another instance, and may still
            be with the bean. The sender will try again."""),
    NOT_AUTHORIZED(2017, INFO, """
            A message was rejected: its user lacks a role that the bean demands.
            -> If the user may send, give it the role."""),
    CONTENT_NOT_READ(2018, WARNING, """
            A message was not taken: its content cannot be read from its temporary file. The sender will try again.
            -> Look at the file system of `spoolDirectory`."""),
    CONTENT_NOT_FREED(2019, WARNING, """
            The temporary file of a message was not freed.
            -> Look at the file system of `spoolDirectory`."""),
    NO_TRANSACTION(2020, WARNING, """
            A message was not taken: the container says that the bean is called in a transaction, and has begun none.
            The sender will try again.
            -> Let the bean manage its transactions, or declare `@TransactionAttribute(NOT_SUPPORTED)`."""),
    TRANSACTION_LEFT(2021, WARNING, """
            The server has left a transaction of other work on a thread that delivers.
            -> If it was not rolled back, restart the server."""),
    DELIVERY_LOG_FAILED(2022, WARNING, """
            A bean gets no messages, because they cannot be noted in the table of `deliveryLog`. Senders try again. Said
            once, until it changes.
            -> Do what the line says; see [the delivery log](delivery-log.md)."""),
    DELIVERY_LOG_WELL(2023, INFO, """
            Messages can be noted in the table of `deliveryLog` again."""),
    DELIVERY_LOG_CREATED(2024, INFO, """
            The adapter has made the table of `deliveryLog`."""),
    DELIVERY_LOG_NOT_CLEANED(2025, WARNING, """
            Old rows of the table of `deliveryLog` were not deleted; it is tried again in ten minutes. Messages are taken.
            -> Do what the line says."""),
    DELIVERY_LOG_USED(2026, INFO, """
            A bean has a delivery log, and in which data source.
            -> If the bean uses anything else that takes part in its transactions, let that data source have XA."""),
    TRACER_FAILED(2027, WARNING, """
            A `DeliveryTracer` of an application has thrown something. The message was delivered, or not, as without it.
            -> See the cause."""),
    REFUSED(3001, INFO, """
            A connection was refused by a limit or by `networksAllowed` and `networksDenied`.
            -> If the client is your own relay, raise the limit."""),
    TLS_IMPOSSIBLE(3002, WARNING, """
            A connection was closed, because the address needs TLS and no certificate is usable.
            -> Do what the reason says, or see the [verdicts](verdicts.md)."""),
    HANDSHAKE_FAILED(3003, INFO, """
            A TLS handshake failed, and why.
            -> Do what the line says, if the client is one you know."""),
    CONNECTION_CLOSED(3005, INFO, """
            The adapter has closed a connection other than after QUIT, and why.
            -> If the client is one you know, raise the limit that the line names."""),
    TLS_WITHDRAWN(3006, WARNING, """
            STARTTLS was answered 454, because the certificate has ended since it was offered.
            -> Import a renewed certificate."""),
    HANDSHAKE_COMPLETED(3007, FINE, """
            A TLS handshake succeeded, with version and cipher suite."""),
    ANOMALIES_LEFT_OUT(3008, INFO, """
            More signs of interference with STARTTLS were counted than logged.
            -> See `TlsAnomaliesByPeer` of the [management beans](administration.md)."""),
    PROXY_HEADER_MISSING(3010, WARNING, """
            A connection from `networksOfProxies` did not begin with a PROXY header, and was closed.
            -> Let the proxy send it (`send-proxy` or `send-proxy-v2` in HAProxy), or take its address out."""),
    TLS_AT_GREETING(3011, INFO, """
            TLS began before any command: the client expects implicit TLS.
            -> Have the client use STARTTLS, or give it an `smtps` address in `listen`."""),
    TLS_NEVER_OFFERED(3012, WARNING, """
            TLS began although STARTTLS was not offered: something in between announced it, or the client does not
            look.
            -> Bind a certificate to the address, or switch the inspection of SMTP in the firewall off."""),
    TLS_NOT_ASKED_FOR(3013, WARNING, """
            TLS began although STARTTLS never arrived: something in between answered it itself.
            -> Switch the inspection of SMTP in the firewall off."""),
    TLS_AFTER_REFUSAL(3014, WARNING, """
            TLS began although STARTTLS was refused: something in between changed the reply, or the client does not
            look.
            -> Bind a usable certificate to the address, or switch the inspection of SMTP in the firewall off."""),
    MASKED_COMMAND(3015, WARNING, """
            A command was written over with X or *: a firewall hides STARTTLS, and mail is sent in plaintext.
            -> On Cisco PIX and ASA, switch it off with `no inspect esmtp`."""),
    PLAINTEXT_BEHIND_STARTTLS(3016, WARNING, """
            Plaintext came in the same packet behind STARTTLS and was discarded (CVE-2011-0411).
            -> If you know the client, have it updated."""),
    STARTTLS_STRIPPED(3017, WARNING, """
            A client that has nearly always used TLS begins a mail in plaintext: something in between may have
            removed the offer.
            -> Ask the sender what it was offered; switch the inspection of SMTP in the firewall off; where plaintext
            must not be, write `tls=require`."""),
    SPOOL_LIMIT(3018, WARNING, """
            Messages are refused with 452, because a limit of content is reached.
            -> Raise `maxMemoryBytes`, `maxSpoolBytes` or `maxSpoolFiles`."""),
    SPOOL_FILE_SYSTEM(3019, WARNING, """
            Messages are refused with 452, because content cannot be written to a file.
            -> Make room there, or let `spoolDirectory` name another directory."""),
    SPOOL_NO_THREAD(3020, WARNING, """
            Messages are refused with 452, because the container gives no thread that could write content.
            -> Give the adapter a larger pool of threads."""),
    AUTHENTICATED(3021, INFO, """
            A user has authenticated."""),
    WRONG_CREDENTIALS(3022, INFO, """
            A client has sent wrong credentials."""),
    NOT_HEARD(3023, INFO, """
            Credentials were not looked at after too many wrong ones.
            -> If the client is your own, put its password right, or raise `maxFailedAuthentications`."""),
    NOT_AUTHENTICATED(3024, WARNING, """
            The container could not check credentials; the client was answered 454.
            -> See the cause, and the realm of the container."""),
    USER_GUESSED(3025, WARNING, """
            The password of a user is being guessed. Only from where the user has come in before is the name still
            heard for a while.
            -> If it lasts, keep the clients out with `networksDenied`."""),
    MAIL_REFUSED(3027, INFO, """
            A sender or a recipient was refused for good, and with which reply: why mail came back."""),
    ACCEPT_FAILED(3028, WARNING, """
            Connections cannot be accepted; it is tried again after a second.
            -> If too many files are open, let the process of the server have more (`ulimit -n`), or lower
            `maxConnections` and `maxSpoolFiles`."""),
    ENVELOPE_NOT_KEPT(3031, WARNING, """
            Senders and recipients are refused with 452, because all envelopes together take too much memory.
            -> Raise `maxEnvelopeBytes`, or lower `maxRecipients` or `maxConnectionsPerPeer`."""),
    FOREIGN_PROTOCOL(3032, INFO, """
            A connection was closed at once, because its client speaks another protocol, such as HTTP, which the line
            names.
            -> If you know the client, correct its port; if not, `networksDenied` keeps it out."""),
    CONNECTION_FAILED(9001, SEVERE, """
            A connection was closed with 421 for a fault of the adapter.
            -> Report it with the stack trace."""),
    CHECK_FAILED(9003, WARNING, """
            A look at key stores or addresses failed; it is tried again every second.
            -> See the cause; report it if it is no fault of the key store."""),
    NOT_MANAGED(9004, WARNING, """
            A management bean could not be registered.
            -> See the cause."""),
    ENGINE_FAILED(9005, SEVERE, """
            No TLS engine could be made although the certificate is usable.
            -> Report it with the stack trace."""),
    CONTENT_NOT_WRITTEN(9006, SEVERE, """
            Content could not be written for a fault of the adapter; the message was refused with 452.
            -> Report it with the stack trace."""),
    NOTIFICATIONS_LOST(9008, WARNING, """
            Notifications of a management bean are lost, because a listener does not come back.
            -> Look at what listens to it."""),
    TASK_FAILED(9010, WARNING, """
            A periodic task of the adapter failed; it is called again in its time.
            -> Report it with the stack trace."""),
    DUPLICATES_NOT_KNOWN(9021, WARNING, """
            Until the adapter is started again, messages whose senders may not know that they are taken are not
            remembered: they come twice at worst.
            -> Report it with the stack trace."""),
    ACTIVATION_FAILED(9031, SEVERE, """
            The activation of a bean failed for a fault of the adapter.
            -> Report it with the stack trace."""),
    NOT_ENDED(9032, SEVERE, """
            Something could not be ended as it should; all else was.
            -> Report it with the stack trace.""");

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // Levels are constants of the JDK.
    private final Level level;

    private final String meaning;
    private final String remedy;

    LogId(int number, Level level, String text) {
        this.id = "POSTERN-" + number;
        this.level = level;
        String[] parts = text.replace('\n', ' ').split(" -> ", 2);
        this.meaning = parts[0];
        this.remedy = parts.length == 1 ? "" : parts[1];
    }

    /** The level of its lines, the most severe one if they differ. */
    public Level level() {
        return level;
    }

    /** What has happened, in Markdown. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it, in Markdown; empty if there is nothing to do. */
    public String remedy() {
        return remedy;
    }

    /** As lines begin. */
    @Override
    public String toString() {
        return id;
    }
}
