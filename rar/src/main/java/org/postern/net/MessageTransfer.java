package org.postern.net;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postern.smtp.BodySink;
import org.postern.smtp.Conversation;
import org.postern.smtp.Envelope;
import org.postern.smtp.MessageStore;
import org.postern.smtp.Replies;
import org.postern.smtp.Reply;

/** Takes the content of one connection's messages where it belongs: to its file, and in the end to the receiver. */
final class MessageTransfer implements MessageStore {
    private final ConnectionFacts facts;
    private final ConnectionServices services;
    private final MessageReceiver receiver;
    private final LoopTasks loop;
    private final CurrentBody body;
    private final MessageAssembler assembler;

    MessageTransfer(
            ConnectionFacts facts,
            AcceptorSettings settings,
            ConnectionServices services,
            MessageReceiver receiver,
            LoopTasks loop) {
        this.facts = facts;
        this.services = services;
        this.receiver = receiver;
        this.loop = loop;
        this.body = new CurrentBody(settings, services);
        this.assembler = new MessageAssembler(facts, settings.conversation().hostName(), services);
    }

    @Override
    public BodySink begin() {
        return body.begin();
    }

    @Override
    public Optional<Reply> refusal(long announcedOctets) {
        if (services.messages().exceededBy(facts.peer().getAddress())) {
            return Optional.of(Replies.tooManyMessages());
        }
        return services.spool().hasRoomFor(announcedOctets) ? Optional.empty() : Optional.of(Replies.noRoom());
    }

    /** Whether memory holds as much as it may. */
    boolean isFull() {
        return body.isFull();
    }

    /** Moves what is in memory to a file, and tells on the event loop whether that has worked. */
    void spill(Consumer<Boolean> afterwards) {
        body.spill().whenComplete((done, failure) -> loop.run(() -> afterwards.accept(isStored(failure))));
    }

    /** Hands the whole message over. The answer comes on the event loop, from a hasty receiver even twice. */
    void deliver(Conversation conversation, Optional<TlsFacts> tls, Envelope envelope, Consumer<Reply> answer) {
        Content content = body.complete();
        receiver.receive(
                assembler.assemble(conversation, tls, envelope, content),
                outcome -> loop.run(() -> answer.accept(outcome)));
    }

    /** There will be no more of it. What is delivered already belongs to the receiver. */
    void drop() {
        body.drop();
    }

    private boolean isStored(@Nullable Throwable failure) {
        if (failure != null) {
            services.events().contentNotStored(facts, failure);
        }
        return failure == null;
    }
}
