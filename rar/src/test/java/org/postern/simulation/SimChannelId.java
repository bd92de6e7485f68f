package org.postern.simulation;

import io.netty.channel.ChannelId;

/** What a channel is called: Netty's own names are different in each run, and so is then the order in a set of channels. */
record SimChannelId(long number) implements ChannelId {
    private static final long serialVersionUID = 1L;

    @Override
    public String asShortText() {
        return Long.toString(number);
    }

    @Override
    public String asLongText() {
        return asShortText();
    }

    @Override
    public int compareTo(ChannelId other) {
        return Long.compare(number, ((SimChannelId) other).number);
    }
}
