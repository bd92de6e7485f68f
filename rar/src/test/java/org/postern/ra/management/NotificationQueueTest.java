package org.postern.ra.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.postern.net.TasksOn;

class NotificationQueueTest {
    private final Queue<Runnable> given = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();
    private boolean refusing;
    private final NotificationQueue thread = new NotificationQueue(new TasksOn(this::take), () -> done.add("lost"));

    @Test
    void tasksRunInTheirOrderOneAtATime() {
        thread.execute(() -> done.add("a"));
        thread.execute(() -> done.add("b"));
        assertThat(given).hasSize(1);

        given.remove().run();
        assertThat(done).containsExactly("a");
        given.remove().run();
        thread.execute(() -> done.add("c"));
        given.remove().run();

        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void aTaskThatFailsIsNotTheLast() {
        thread.execute(() -> {
            throw new IllegalStateException("listener");
        });
        thread.execute(() -> done.add("b"));

        given.remove().run();
        given.remove().run();

        assertThat(done).containsExactly("b");
    }

    @Test
    void behindOneThatBlocksOnlySoManyWait() {
        thread.execute(() -> done.add("blocks"));
        for (int i = 1; i < NotificationQueue.WAITING; i++) {
            thread.execute(() -> {});
        }
        assertThat(done).isEmpty();
        thread.execute(() -> done.add("too many"));

        assertThat(done).containsExactly("lost");
    }

    @Test
    void withoutAThreadTasksAreLostAndTheNextOneIsTriedAgain() {
        refusing = true;
        thread.execute(() -> done.add("a"));
        refusing = false;
        thread.execute(() -> done.add("b"));
        given.remove().run();

        assertThat(done).containsExactly("lost", "b");
    }

    private void take(Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException("no thread");
        }
        given.add(task);
    }
}
