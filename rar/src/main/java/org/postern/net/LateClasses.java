package org.postern.net;

import java.util.List;

/**
 * Classes that Netty needs for the first time when the adapter is gone: its allocator gives memory back in a finalizer, and a
 * loop that ends late tells so. A container closes the class loader of what it undeploys at once; without these classes the
 * memory would stay, and Payara writes a stack trace for each.
 */
final class LateClasses {
    static final List<String> NAMES = List.of(
            "io.netty.util.concurrent.ConcurrentSkipListIntObjMultimap$EntryIterator",
            "io.netty.util.concurrent.ConcurrentSkipListIntObjMultimap$IntEntry",
            "io.netty.util.concurrent.DefaultPromise$1",
            "io.netty.util.concurrent.DefaultPromise$2",
            "io.netty.util.concurrent.DefaultPromise$3",
            "io.netty.util.concurrent.DefaultPromise$4");

    /** Events for the flight recorder, which not every container lets applications see: WildFly does not. */
    static final List<String> EVENTS = List.of("io.netty.buffer.FreeBufferEvent", "io.netty.buffer.FreeChunkEvent");

    private static final String FLIGHT_RECORDER = "jdk.jfr.Event";

    private LateClasses() {}

    /** Loads them while that is possible. One that another version of Netty does not have is not missed. */
    static void load() {
        NAMES.forEach(LateClasses::isThere);
        if (isThere(FLIGHT_RECORDER)) {
            EVENTS.forEach(LateClasses::isThere);
        }
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, true, LateClasses.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false; // A test holds the names against the version that is shipped.
        }
    }
}
