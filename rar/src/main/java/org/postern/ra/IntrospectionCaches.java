package org.postern.ra;

import java.beans.Introspector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code java.beans} remembers of classes into which a container has looked. It remembers them softly, so that the class
 * loader of each deployment would stay until memory is short, and it has a memory for each group of threads, which only a
 * thread of that group can clear (seen: WildFly looks into activation specs and stops adapters in different groups).
 */
final class IntrospectionCaches {
    /** Groups that are made while they are counted. */
    private static final int MORE_GROUPS = 10;

    private final List<Class<?>> types;

    IntrospectionCaches(Class<?>... types) {
        this.types = List.of(types);
    }

    /** Lets all groups forget the classes: the caller's at once, the others without delay. */
    void forget() {
        forgetHere(); // And what that needs is linked, should the class loader be closed before the threads run.
        groups().forEach(this::forgetIn);
    }

    private void forgetHere() {
        types.forEach(Introspector::flushFromCaches);
    }

    private void forgetIn(ThreadGroup group) {
        try {
            Thread thread = new Thread(group, this::forgetHere, "postern-forget", 0, false);
            thread.setDaemon(true);
            thread.start();
        } catch (IllegalThreadStateException | SecurityException e) {
            // The group has ended, or it is none of ours to use: what it remembers is forgotten when memory is short.
        }
    }

    private static List<ThreadGroup> groups() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        ThreadGroup[] below = new ThreadGroup[root.activeGroupCount() + MORE_GROUPS];
        int count = root.enumerate(below);
        List<ThreadGroup> groups = new ArrayList<>(Arrays.asList(below).subList(0, count));
        groups.add(root);
        return groups;
    }
}
