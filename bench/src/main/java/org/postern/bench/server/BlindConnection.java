package org.postern.bench.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;

/** A plaintext connection of the floor, whose messages are accepted when something else has been done. */
public final class BlindConnection extends ChannelInboundHandlerAdapter {
    private final Consumer<Runnable> messages;
    private BlindAnswers answers = new BlindAnswers(reply -> {});

    /**
     * Has heard nothing yet.
     *
     * @param messages is given what accepts a message, to be run later on any thread; called on the event loop
     */
    public BlindConnection(Consumer<Runnable> messages) {
        this.messages = messages;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        answers = new BlindAnswers(reply -> answer(context, reply));
        context.writeAndFlush(BlindAnswers.GREETING.duplicate(), context.voidPromise());
    }

    @SuppressWarnings("ReferenceEquality") // Other commands have a reply of the same octets.
    private void answer(ChannelHandlerContext context, ByteBuf reply) {
        if (reply == BlindAnswers.ACCEPTED) {
            messages.accept(() -> context.writeAndFlush(reply.duplicate(), context.voidPromise()));
        } else {
            context.write(reply.duplicate(), context.voidPromise());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf octets = (ByteBuf) message;
        try {
            if (answers.take(octets) == BlindAnswers.Next.CLOSE) {
                context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
        } finally {
            octets.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
