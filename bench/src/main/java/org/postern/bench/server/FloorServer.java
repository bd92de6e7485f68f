package org.postern.bench.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.postern.bench.machine.Loopback;

/** The floor: Netty with NIO that answers blindly. Arguments: the port, a certificate, its key, and the provider of TLS. */
public final class FloorServer {
    private static final int THREADS = 2;
    private static final int BACKLOG = 4096;

    private FloorServer() {}

    /** Serves until the process is ended. */
    public static void main(String[] args) throws Exception {
        SslContext tls = SslContextBuilder.forServer(new File(args[1]), new File(args[2]))
                .sslProvider(SslProvider.valueOf(args[3]))
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
        new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Blind(tls));
                    }
                })
                .bind(new InetSocketAddress(Loopback.SERVERS, Integer.parseInt(args[0])))
                .sync();
        new CountDownLatch(1).await();
    }

    private static final class Blind extends ChannelInboundHandlerAdapter {
        private final SslContext tls;

        Blind(SslContext tls) {
            this.tls = tls;
        }

        private BlindAnswers answers = new BlindAnswers(reply -> {});

        @Override
        public void channelActive(ChannelHandlerContext context) {
            answers = new BlindAnswers(reply -> context.write(reply.duplicate(), context.voidPromise()));
            context.writeAndFlush(BlindAnswers.GREETING.duplicate(), context.voidPromise());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf octets = (ByteBuf) message;
            try {
                switch (answers.take(octets)) {
                    case GO_ON -> {}
                    case TLS -> {
                        context.flush();
                        context.pipeline().addFirst(tls.newHandler(context.alloc()));
                    }
                    case CLOSE -> context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
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
}
