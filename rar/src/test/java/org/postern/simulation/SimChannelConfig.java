package org.postern.simulation;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;

/** Takes the options of sockets. Most make no difference here; every buffer is counted. */
final class SimChannelConfig extends DefaultChannelConfig {
    private boolean halfClosure;

    SimChannelConfig(Channel channel, ByteBufAllocator buffers) {
        super(channel);
        setAllocator(buffers);
    }

    boolean allowsHalfClosure() {
        return halfClosure;
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
        if (option.equals(ChannelOption.ALLOW_HALF_CLOSURE)) {
            halfClosure = (Boolean) value;
            return true;
        }
        // The adapter has an allocator of its own, which cannot tell what is still in use.
        if (option.equals(ChannelOption.ALLOCATOR)
                || option.equals(ChannelOption.SO_REUSEADDR)
                || option.equals(ChannelOption.SO_BACKLOG)
                || option.equals(ChannelOption.TCP_NODELAY)) {
            return true;
        }
        return super.setOption(option, value);
    }
}
