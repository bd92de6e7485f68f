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
            "io.netty.buffer.FreeBufferEvent",
            "io.netty.buffer.FreeChunkEvent",
            "io.netty.util.concurrent.DefaultPromise$1",
            "io.netty.util.concurrent.DefaultPromise$2",
            "io.netty.util.concurrent.DefaultPromise$3",
            "io.netty.util.concurrent.DefaultPromise$4");

    private LateClasses() {}

    /** Loads them while that is possible. One that another version of Netty does not have is not missed. */
    static void load() {
        for (String name : NAMES) {
            try {
                Class.forName(name, true, LateClasses.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                // A test holds the names against the version that is shipped.
            }
        }
    }
}
