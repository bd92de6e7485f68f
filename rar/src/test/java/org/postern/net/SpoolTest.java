package org.postern.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    @TempDir
    private Path directory;

    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Test
    void contentWithinTheThresholdMakesNoFile() throws Exception {
        Spool spool = spool();
        write(spool, "12345678");

        assertThat(spool.isFull()).isFalse();
        assertThat(text(spool.complete(new Holding(new MemoryBudget(() -> 0))))).isEqualTo("12345678");
        assertThat(SpoolFiles.in(directory)).isZero();
    }

    @Test
    void contentInFileAndMemoryIsOne() throws Exception {
        Spool spool = spool();
        write(spool, "123456789");
        assertThat(spool.isFull()).isTrue();
        spill(spool);
        assertThat(spool.isFull()).isFalse();
        write(spool, "abcdefghi");
        spill(spool);
        write(spool, "tail");

        try (Content content = spool.complete(new Holding(new MemoryBudget(() -> 0)))) {
            assertThat(content.size()).isEqualTo(22);
            assertThat(text(content)).isEqualTo("123456789abcdefghitail");
        }
        assertThat(SpoolFiles.in(directory)).isZero();
    }

    @Test
    void theCallersBufferIsTheCallersAgain() throws Exception {
        Spool spool = spool();
        byte[] octets = "abc".getBytes(US_ASCII);
        spool.write(ByteBuffer.wrap(octets));
        octets[0] = '!';

        assertThat(text(spool.complete(new Holding(new MemoryBudget(() -> 0))))).isEqualTo("abc");
    }

    @Test
    void abandonedContentLeavesNoFile() {
        Spool spool = spool();
        write(spool, "123456789");
        spill(spool);
        assertThat(SpoolFiles.in(directory)).isEqualTo(1);

        spool.abandon();
        spool.abandon();
        runTasks();

        assertThat(SpoolFiles.in(directory)).isZero();
    }

    @Test
    void contentAbandonedBeforeItsFileWasMadeLeavesNoFile() {
        Spool spool = spool();
        write(spool, "123456789");
        spool.spill();
        spool.abandon();
        runTasks();

        assertThat(SpoolFiles.in(directory)).isZero();
    }

    @Test
    void anExecutorThatTakesNoMoreWorkLeavesNoFile() {
        boolean[] stopped = {false};
        Spool spool = new Spool(8, space(directory), new TasksOn(task -> {
            if (stopped[0]) {
                throw new RejectedExecutionException();
            }
            task.run();
        }));
        write(spool, "123456789");
        spool.spill();
        stopped[0] = true;

        spool.abandon();

        assertThat(SpoolFiles.in(directory)).isZero();
    }

    @Test
    void aDirectoryThatCannotBeWrittenToIsToldThroughTheStage() {
        Spool spool = new Spool(8, space(directory.resolve("not there")), new TasksOn(Runnable::run));
        write(spool, "123456789");

        assertThatThrownBy(() -> spool.spill().toCompletableFuture().join())
                .hasCauseInstanceOf(UncheckedIOException.class);
        spool.abandon();
    }

    @Test
    void theFileIsForThisProcessAlone() throws Exception {
        try (SpoolFile file = SpoolFile.create(space(directory))) {
            file.append(java.util.List.of(ByteBuffer.wrap(new byte[1])));
            try (var names = Files.list(directory)) {
                // Where the operating system lets an open file have no name, there is nothing to look at.
                assertThat(names).allSatisfy(name -> assertThat(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(name)))
                        .isEqualTo("rw-------"));
            }
        }
    }

    private Spool spool() {
        return new Spool(8, space(directory), new TasksOn(tasks::add));
    }

    private static SpoolSpace space(Path directory) {
        return new SpoolSpace(new TemporaryFiles(directory), () -> new SpoolLimits(1_000_000, 1_000_000, 100));
    }

    private static void write(Spool spool, String text) {
        spool.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }

    private void spill(Spool spool) {
        spool.spill();
        runTasks();
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private static String text(Content content) throws IOException {
        return new String(content.openStream().readAllBytes(), US_ASCII);
    }
}
