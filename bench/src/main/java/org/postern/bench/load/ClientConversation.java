package org.postern.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One connection of a client, from the greeting to QUIT. Of its event loop. */
final class ClientConversation extends ChannelInboundHandlerAdapter {
    private static final int READY = 220;
    private static final int OK = 250;
    private static final int GO_AHEAD = 354;

    /** What is waited for. */
    private enum Phase {
        GREETING,
        EHLO,
        STARTTLS,
        HANDSHAKE,
        MAIL,
        RCPT,
        DATA,
        ENVELOPE,
        ACCEPTANCE,
        CHUNK,
        IDLE,
        QUIT,
        OVER
    }

    /** How it goes on, and what becomes of it. */
    interface Owner {
        /** Whether another message is to be sent. */
        boolean wantsMore();

        /** The connection is greeted, secured where that is wanted, and sends nothing for now: only one that is to be idle. */
        default void idle(ClientConversation conversation) {
            throw new IllegalStateException("Clients of this kind are never idle");
        }

        /** The connection is closed. */
        void ended(ClientConversation conversation);
    }

    private final Scenario scenario;
    private final Words words;
    private final Tally tally;
    private final TlsClients.Session tls;
    private final Owner owner;
    private final boolean idling;
    private final ReplyReader replies = new ReplyReader(this::reply);
    private Phase phase = Phase.GREETING;
    private long intended;
    private boolean secured;
    private boolean failed;
    private int sent;
    private int awaited;
    private long part = Long.MAX_VALUE;
    private @Nullable ChannelHandlerContext context;

    /**
     * Begins with the greeting.
     *
     * @param intended when the first message was meant to be sent, as {@link System#nanoTime}; 0 for when it is
     * @param idling whether it keeps silent after EHLO
     */
    ClientConversation(Plan plan, Tally tally, TlsClients.Session tls, Owner owner, long intended, boolean idling) {
        this.scenario = plan.scenario();
        this.words = plan.words();
        this.tally = tally;
        this.tls = tls;
        this.owner = owner;
        this.intended = intended;
        this.idling = idling;
    }

    /** What clients of one scenario have in common. */
    record Plan(Scenario scenario, Words words) {
        static Plan of(Scenario scenario) {
            return new Plan(scenario, new Words(scenario));
        }
    }

    void close() {
        phase = Phase.OVER;
        context().close();
    }

    /** Whether it has ended otherwise than it should. */
    boolean hasFailed() {
        return failed;
    }

    /** There is no connection, and there will be none. */
    void unconnected(Throwable cause) {
        fail(cause.toString());
        owner.ended(this);
    }

    private void fail(String why) {
        failed = true;
        tally.failed(why);
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext known = context;
        if (known == null) {
            throw new IllegalStateException("Not connected yet");
        }
        return known;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        ByteBuf octets = (ByteBuf) message;
        try {
            replies.read(octets);
        } finally {
            octets.release();
        }
    }

    private void reply(int code) {
        switch (phase) {
            case GREETING -> expect(code, READY, this::greeted);
            case EHLO -> expect(code, OK, this::introduced);
            case STARTTLS -> expect(code, READY, this::handshake);
            case MAIL -> expect(code, OK, () -> say(Phase.RCPT, words.rcpt()));
            case RCPT -> expect(code, OK, () -> say(Phase.DATA, Words.DATA));
            case DATA -> expect(code, GO_AHEAD, this::content);
            case ENVELOPE ->
                expect(code, --awaited == 0 ? GO_AHEAD : OK, () -> {
                    if (awaited == 0) {
                        content();
                    }
                });
            case CHUNK ->
                expect(code, OK, () -> {
                    if (--awaited == 0) {
                        accepted();
                    }
                });
            case ACCEPTANCE -> expect(code, OK, this::accepted);
            case QUIT -> context().close();
            case HANDSHAKE, IDLE, OVER -> broken("reply " + code + " that was not asked for");
        }
    }

    private void expect(int code, int expected, Runnable next) {
        if (code == expected) {
            next.run();
        } else {
            broken(code + " instead of " + expected + " in " + phase);
        }
    }

    private void greeted() {
        if (scenario.messages() == 0 && !idling) {
            say(Phase.QUIT, Words.QUIT);
        } else {
            say(Phase.EHLO, Words.EHLO);
        }
    }

    private void introduced() {
        if (scenario.tls() != Scenario.Tls.NONE && !secured) {
            say(Phase.STARTTLS, Words.STARTTLS);
        } else if (idling) {
            phase = Phase.IDLE;
            owner.idle(this);
        } else {
            next();
        }
    }

    private void handshake() {
        phase = Phase.HANDSHAKE;
        SslHandler handler = tls.begin(context().alloc());
        context().pipeline().addFirst(handler);
        handler.handshakeFuture().addListener((Future<Object> done) -> {
            if (done.isSuccess()) {
                secured = true;
                tally.secured(TlsClients.isResumed(handler));
                say(Phase.EHLO, Words.EHLO);
            } else {
                broken("handshake: " + done.cause());
            }
        });
    }

    private void next() {
        if (sent >= scenario.messages() || (sent > 0 && !owner.wantsMore())) {
            say(Phase.QUIT, Words.QUIT);
            return;
        }
        sent++;
        if (intended == 0) {
            intended = System.nanoTime();
        }
        awaited = words.replies();
        switch (scenario.manner()) {
            case IN_TURN -> say(Phase.MAIL, words.mail());
            case PIPELINED -> say(Phase.ENVELOPE, words.envelope());
            case CHUNKED -> {
                say(Phase.CHUNK, words.chunked());
                if (words.isLarge()) {
                    beginContent();
                }
            }
        }
    }

    private void content() {
        phase = Phase.ACCEPTANCE;
        beginContent();
    }

    private void beginContent() {
        part = 0;
        sendContent();
    }

    /** As much as the socket takes; the rest when it takes more. */
    private void sendContent() {
        while ((phase == Phase.ACCEPTANCE || phase == Phase.CHUNK)
                && part < words.parts()
                && context().channel().isWritable()) {
            ByteBuf octets = words.part(part++);
            tally.sent(octets.readableBytes());
            context().writeAndFlush(octets.duplicate(), context().voidPromise());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        sendContent();
    }

    private void accepted() {
        tally.delivered(System.nanoTime() - intended);
        intended = 0;
        next();
    }

    private void say(Phase next, ByteBuf octets) {
        phase = next;
        context().writeAndFlush(octets.duplicate(), context().voidPromise());
    }

    private void broken(String why) {
        if (phase != Phase.OVER) {
            fail(why);
            close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        if (phase == Phase.QUIT) {
            from.close();
        } else {
            broken(cause.toString());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        if (phase == Phase.QUIT) {
            if (scenario.messages() == 0) {
                tally.visited();
            }
        } else if (phase != Phase.OVER) {
            fail("closed in " + phase);
        }
        owner.ended(this);
    }
}
