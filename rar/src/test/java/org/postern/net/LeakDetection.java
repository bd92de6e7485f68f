package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.postern.tls.EitherTls;

/**
 * A test class fails if a buffer was forgotten while it ran, by whatever ran then. Registered for all of them: whoever opens a
 * channel is watched. Each buffer is, from its beginning (paranoid), and not one in a hundred.
 */
public final class LeakDetection implements AfterAllCallback, ParameterResolver {
    private static final long PATIENCE_MILLIS = 5_000;

    /** One for the process, as Netty's detectors are; JUnit makes several of these. */
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    private static final AtomicLong TRACKED = new AtomicLong();
    private static volatile long lookedAt;

    /* Before anybody has asked for a buffer, or Netty would have its own detector. */
    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation") // The only one that is abstract; the others end here.
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                    Class<T> type, int samplingInterval, long maxActive) {
                return new Detector<>(type);
            }
        });
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        if (TRACKED.get() != lookedAt) {
            assertThat(newLeaks()).as("buffers that were not released").isEmpty();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LeakDetection.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return this;
    }

    /** What was forgotten since this was asked the last time, with the places that have used it. */
    List<String> newLeaks() throws InterruptedException {
        EitherTls.releaseAll();
        collectGarbage();
        // Netty looks when it makes the next one.
        ByteBufAllocator.DEFAULT.buffer(1).release();
        lookedAt = TRACKED.get();
        List<String> found = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            found.add(leak);
        }
        return found;
    }

    private static void collectGarbage() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> garbage = new WeakReference<>(new Object(), collected);
        System.gc();
        assertThat(collected.remove(PATIENCE_MILLIS)).isSameAs(garbage);
    }

    private static final class Detector<T> extends ResourceLeakDetector<T> {
        Detector(Class<T> type) {
            super(type, 1);
        }

        @Override
        public ResourceLeakTracker<T> track(T resource) {
            TRACKED.incrementAndGet();
            return super.track(resource);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String type, String records) {
            LEAKS.add(type + records);
        }

        @Override
        protected void reportUntracedLeak(String type) {
            LEAKS.add(type);
        }
    }
}
