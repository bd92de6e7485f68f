package org.postern.ra.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.net.SpoolDirectory;
import org.postern.net.TemporaryFiles;

/** What a thread of the container keeps of files that it has read and written, outside of the heap and for as long as it lives. */
@Timeout(60)
class FilesOfThreadsTest {
    private static final int LITTLE = 64 * 1024;

    /** What works give is not collected while it is measured. */
    private final List<Optional<?>> results = new ArrayList<>();

    @TempDir
    private Path directory;

    /** As a memory of duplicates may be, and as large as an administrator allows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10_000, 440_016, 8_000_000})
    void aFileThatSurvivesTheProcess(int octets) throws Exception {
        byte[] content = content(octets);

        long kept = keptByAThread(() -> {
            try (StateFiles.StateFile file =
                    new StateDirectory(directory).take("state").orElseThrow()) {
                file.replace(content);
                assertThat(file.read(octets)).isEqualTo(content);
            }
            return Optional.empty();
        });

        assertThat(kept).isLessThan(LITTLE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10_000, 100_000, 8_000_000})
    void contentInAFileWhateverArrayABeanReadsItInto(int octets) throws Exception {
        byte[] content = content(octets);
        ByteBuffer read = ByteBuffer.allocate(octets);

        long kept = keptByAThread(() -> {
            try (SpoolDirectory.Medium file = new TemporaryFiles(directory).create()) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    file.write(left, left.position());
                }
                while (read.hasRemaining()) {
                    assertThat(file.read(read, read.position())).isPositive();
                }
            }
            return Optional.empty();
        });

        assertThat(read.array()).isEqualTo(content);
        assertThat(kept).isLessThan(LITTLE);
    }

    @Test
    void theMeasureSeesWhatAThreadKeeps() throws Exception {
        assertThat(keptByAThread(() -> Optional.of(ByteBuffer.allocateDirect(2 * LITTLE))))
                .isGreaterThan(LITTLE);
    }

    /** The thread lives on, as those of containers do. */
    private long keptByAThread(Callable<Optional<?>> work) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            long before = direct();
            results.add(thread.submit(work).get(30, TimeUnit.SECONDS));
            return direct() - before;
        } finally {
            thread.shutdownNow();
        }
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static byte[] content(int octets) {
        byte[] content = new byte[octets];
        for (int i = 0; i < octets; i++) {
            content[i] = (byte) (i * 31);
        }
        return content;
    }
}
