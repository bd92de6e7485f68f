package org.postern.ra;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.postern.api.MailListener;
import org.postern.api.MailMessage;
import org.postern.bench.server.BlindConnection;

/**
 * The floor in a container: answers without looking, and calls the bean for each message on a thread and in a transaction of the
 * container's. Nothing is kept, checked, limited or found out, so that it shows what the container takes by itself.
 */
public final class ContainerOnly extends SmtpSettings implements ResourceAdapter {
    private static final int BACKLOG = 1024;

    private @Nullable EventLoopGroup loops;
    private volatile @Nullable MessageEndpointFactory bean;

    /** Begins to listen where the first address of the adapter is. */
    @Override
    public void start(BootstrapContext context) {
        WorkManager works = context.getWorkManager();
        URI listen = URI.create(Objects.requireNonNull(getListen()));
        EventLoopGroup started =
                new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
        loops = started;
        new ServerBootstrap()
                .group(started)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new BlindConnection(accepted -> deliver(works, accepted)));
                    }
                })
                .bind(new InetSocketAddress(listen.getHost(), listen.getPort()))
                .syncUninterruptibly();
    }

    @Override
    public void stop() {
        if (loops != null) {
            loops.shutdownGracefully();
        }
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) {
        bean = factory;
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        bean = null;
    }

    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }

    private void deliver(WorkManager works, Runnable accepted) {
        try {
            works.scheduleWork(new Work() {
                @Override
                public void run() {
                    call();
                    accepted.run();
                }

                @Override
                public void release() {
                    // It ends by itself.
                }
            });
        } catch (WorkException e) {
            throw new IllegalStateException(e);
        }
    }

    private void call() {
        MessageEndpointFactory factory = bean;
        if (factory == null) {
            throw new IllegalStateException("No bean yet");
        }
        try {
            Method method = MailListener.class.getMethod("onMessage", MailMessage.class);
            MessageEndpoint endpoint = factory.createEndpoint(null);
            endpoint.beforeDelivery(method);
            method.invoke(endpoint, (Object) null);
            endpoint.afterDelivery();
            endpoint.release();
        } catch (ResourceException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
