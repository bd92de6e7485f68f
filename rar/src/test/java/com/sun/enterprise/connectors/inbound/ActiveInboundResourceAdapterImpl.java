package com.sun.enterprise.connectors.inbound;

/** Stands for the class of Payara and GlassFish that ends the beans of an adapter and then stops it. */
public final class ActiveInboundResourceAdapterImpl {
    private final Runnable endAndStop;

    public ActiveInboundResourceAdapterImpl(Runnable endAndStop) {
        this.endAndStop = endAndStop;
    }

    /** The place to be seen on the stack. */
    public void destroy() {
        endAndStop.run();
    }
}
