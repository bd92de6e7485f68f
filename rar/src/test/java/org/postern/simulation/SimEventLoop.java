package org.postern.simulation;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.ThreadAwareExecutor;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Netty's own event loop, whose time is virtual and which waits for events of the simulated network. */
final class SimEventLoop extends SingleThreadIoEventLoop {
    /** What the actors of event loops are called. */
    static final String NAME = "event loop";

    private final Ticker ticker;

    private SimEventLoop(IoEventLoopGroup parent, Executor executor, IoHandlerFactory handlers, World world) {
        super(parent, executor, handlers);
        this.ticker = new VirtualTicker(world);
    }

    /** Asked for by the constructor of the superclass, too. */
    @Override
    public Ticker ticker() {
        return ticker == null ? Ticker.systemTicker() : ticker;
    }

    /** Several of them. */
    static final class Group extends MultiThreadIoEventLoopGroup {
        Group(int count, Executor executor, World world) {
            super(count, executor, new Factory(world), world);
        }

        @Override
        protected EventLoop newChild(Executor executor, Object... args) {
            return new SimEventLoop(this, executor, (IoHandlerFactory) args[0], (World) args[1]);
        }
    }

    private record Factory(World world) implements IoHandlerFactory {
        @Override
        public IoHandler newHandler(ThreadAwareExecutor executor) {
            return new Waiting(world, executor);
        }
    }

    /** What is ready is told by tasks, so there is nothing to do here but to wait. */
    private static final class Waiting implements IoHandler {
        private final World world;
        private final ThreadAwareExecutor loop;
        private final Set<IoHandle> handles = new LinkedHashSet<>();
        private boolean awake;
        private Actor actor;

        Waiting(World world, ThreadAwareExecutor loop) {
            this.world = world;
            this.loop = loop;
        }

        @Override
        public int run(IoHandlerContext context) {
            actor = world.self();
            actor.process().stepped();
            while (!awake && context.canBlock()) {
                long deadline = context.deadlineNanos();
                if (deadline == -1) {
                    actor.standStill();
                } else if (deadline - world.nanos() > 0) {
                    actor.standStill(Duration.ofNanos(deadline - world.nanos()));
                } else {
                    break;
                }
            }
            awake = false;
            return 0;
        }

        @Override
        public void wakeup() {
            if (!awake && !loop.isExecutorThread(Thread.currentThread())) {
                awake = true;
                if (actor != null) {
                    actor.unpark();
                }
            }
        }

        @Override
        public void prepareToDestroy() {
            List.copyOf(handles).forEach(handle -> {
                try {
                    handle.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            handles.add(handle);
            handle.registered();
            return new Registration(handle);
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return true;
        }

        private final class Registration implements IoRegistration {
            private final IoHandle handle;

            Registration(IoHandle handle) {
                this.handle = handle;
            }

            @Override
            @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's own signature.
            public <T> T attachment() {
                throw new UnsupportedOperationException("nobody asks");
            }

            @Override
            public long submit(IoOps ops) {
                throw new UnsupportedOperationException("readiness is told by tasks");
            }

            @Override
            public boolean isValid() {
                return handles.contains(handle);
            }

            @Override
            public boolean cancel() {
                boolean there = handles.remove(handle);
                if (there) {
                    handle.unregistered();
                }
                return there;
            }
        }
    }

    private record VirtualTicker(World world) implements Ticker {
        @Override
        public long initialNanoTime() {
            return 0;
        }

        @Override
        public long nanoTime() {
            return world.tick();
        }

        @Override
        public void sleep(long delay, TimeUnit unit) {
            throw new UnsupportedOperationException("event loops do not sleep");
        }
    }
}
