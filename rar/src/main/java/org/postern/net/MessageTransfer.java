package org.postern.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.postern.smtp.BodySink;
import org.postern.smtp.Envelope;
import org.postern.smtp.Hello;
import org.postern.smtp.MessageStore;
import org.postern.smtp.Recipient;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;
import org.postern.smtp.Sender;

/** Takes the content of one connection's messages where it belongs: to its file, and in the end to the handler. */
final class MessageTransfer implements MessageStore {
    private final ConnectionFacts facts;
    private final ConnectionServices services;
    private final MessageHandlerFactory handlers;
    private final TlsUpgrade tls;
    private final Optional<SessionAuthenticator> users;
    private final Holding envelopeMemory;
    private final CurrentBody body;
    private final MessageAssembler assembler;
    private final boolean refusesNullMx;
    private @Nullable MessageHandler handler;
    private @Nullable MailTransaction transaction;

    MessageTransfer(
            ConnectionFacts facts,
            AcceptorSettings settings,
            ConnectionServices services,
            MessageHandlerFactory handlers,
            TlsUpgrade tls,
            Optional<SessionAuthenticator> users) {
        this.facts = facts;
        this.services = services;
        this.handlers = handlers;
        this.tls = tls;
        this.users = users;
        this.envelopeMemory = new Holding(services.limits().memory().envelopes());
        this.body = new CurrentBody(settings, services);
        this.refusesNullMx = settings.senders().refusesNullMx();
        this.assembler = new MessageAssembler(settings.conversation().hostName(), services.time());
    }

    @Override
    public BodySink begin() {
        BodySink sink = body.begin();
        return new BodySink() {
            @Override
            public boolean write(ByteBuffer octets) {
                boolean kept = sink.write(octets);
                if (!kept) {
                    services.events()
                            .contentNotStored(facts, services.limits().spool().memoryFull());
                }
                return kept;
            }

            @Override
            public void abandon() {
                sink.abandon();
            }
        };
    }

    @Override
    public boolean keep(long octets) {
        boolean kept = envelopeMemory.takeFairly(octets);
        if (!kept) {
            services.events().envelopeNotKept(facts, services.limits().memory().envelopes());
        }
        return kept;
    }

    @Override
    public void giveBack(long octets) {
        envelopeMemory.giveBack(octets);
    }

    @Override
    public void forget() {
        envelopeMemory.close();
        transaction = null;
        handler = null;
    }

    @Override
    public CompletableFuture<Optional<Reply>> refusalOfSender(Hello client, Sender announced) {
        MailTransaction begun = transaction(client, announced);
        transaction = begun;
        handler = handlers.begin(begun);
        if (services.limits().messages().exceededBy(facts.peer().getAddress())) {
            return refused(begun, Replies.tooManyMessages());
        }
        Optional<IOException> lackOfRoom =
                services.limits().spool().lackOfRoomFor(announced.announcedOctets(), body.threshold());
        if (lackOfRoom.isPresent()) {
            services.events().contentNotStored(facts, lackOfRoom.get());
            return refused(begun, Replies.noRoom());
        }
        return refusesNullMx
                ? services.nullMx()
                        .isPublishedFor(begun.reversePath().orElse(""))
                        .thenApply(published -> told(
                                begun,
                                Optional.empty(),
                                published ? Optional.of(Replies.senderTakesNoMail()) : Optional.empty()))
                : CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<Optional<Reply>> refusalOfRecipient(Recipient recipient) {
        MailTransaction from = transaction();
        CompletableFuture<Optional<Reply>> refusal =
                handler().refusal(recipient).toCompletableFuture();
        refusal.thenAccept(found -> told(from, Optional.of(recipient.mailbox()), found));
        return refusal;
    }

    @Override
    public void senderRefused(Hello client, String path, Reply refusal) {
        tell(session(client), path, Optional.empty(), List.of(), refusal);
    }

    @Override
    public void recipientRefused(String path, Reply refusal) {
        told(transaction(), Optional.of(path), Optional.of(refusal));
    }

    @Override
    public Reply named(Envelope envelope, Reply refusal) {
        MailTransaction from = transaction();
        Reply named = refusal.with("(" + facts.id() + ")");
        tell(from.session(), from.reversePath().orElse(""), Optional.empty(), envelope.recipients(), named);
        return named;
    }

    /** Whether memory holds as much as it may. */
    boolean isFull() {
        return body.isFull();
    }

    /** Moves what is in memory to a file. Completes on any thread. */
    CompletionStage<Void> spill() {
        return body.spill();
    }

    /** What should have moved to a file has not. */
    void notSpilled(Throwable failure) {
        services.events().contentNotStored(facts, failure);
    }

    /**
     * Hands the whole message over. Completes on any thread when its outcome is known; see {@link MessageHandler#receive}.
     *
     * @param fieldsToAdd the header fields that this server owes it
     */
    CompletionStage<List<Reply>> deliver(Envelope envelope, Set<String> fieldsToAdd) {
        Content content = body.complete(envelopeMemory.handOver());
        try {
            services.events().completed(facts, content.size());
            return handler().receive(assembler.assemble(transaction().session(), envelope, content, fieldsToAdd));
        } catch (RuntimeException | Error e) {
            free(content);
            throw e;
        }
    }

    /** The handler has not taken it. It may have a file, and an event loop does not wait for a disk if a thread can. */
    private void free(Content content) {
        CompletableFuture<Void> unused = services.io()
                .blocking()
                .run(() -> close(content))
                .exceptionally(refused -> {
                    close(content);
                    return null;
                });
    }

    private static void close(Content content) {
        try {
            content.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** There will be no more of it. What is delivered already belongs to its handler. */
    void drop() {
        body.drop();
    }

    private CompletableFuture<Optional<Reply>> refused(MailTransaction from, Reply refusal) {
        return CompletableFuture.completedFuture(told(from, Optional.empty(), Optional.of(refusal)));
    }

    private Optional<Reply> told(MailTransaction from, Optional<String> recipient, Optional<Reply> refusal) {
        refusal.ifPresent(reply -> tell(from.session(), from.reversePath().orElse(""), recipient, List.of(), reply));
        return refusal;
    }

    private void tell(
            SessionFacts session, String from, Optional<String> recipient, List<Recipient> recipients, Reply refusal) {
        services.events().mailRefused(new RefusedMail(session, from, recipient, recipients, refusal));
    }

    /** What is known of the session stays so: EHLO and STARTTLS end the transaction, and AUTH may not come in it. */
    private MailTransaction transaction(Hello client, Sender from) {
        return new MailTransaction(session(client), from.reversePath(), from.parameters());
    }

    private SessionFacts session(Hello client) {
        return new SessionFacts(facts, client, tls.facts(), users.flatMap(SessionAuthenticator::authenticated));
    }

    private MailTransaction transaction() {
        MailTransaction current = transaction;
        if (current == null) {
            throw new IllegalStateException("No sender yet");
        }
        return current;
    }

    /** Takes the message of the mail transaction that is open. */
    MessageHandler handler() {
        MessageHandler current = handler;
        if (current == null) {
            throw new IllegalStateException("No sender yet");
        }
        return current;
    }
}
