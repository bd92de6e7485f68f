package org.postern.ra.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.ra.duplicates.StateFiles.StateFile;

/** The directory is of the user of this process alone. */
class StateDirectoryOwnerTest extends StateDirectorySetUp {
    @Test
    void theDirectoryThatItMakesIsTheOwnersAlone() throws Exception {
        take("a").close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    /** A new server starts all its adapters. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void adaptersThatStartTogetherWhereNoDirectoryIsYetAllHaveTheirFile(int adapters) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(adapters);
        try {
            for (int round = 0; round < 100; round++) {
                Path fresh = temporary.resolve("fresh-" + round);
                CyclicBarrier together = new CyclicBarrier(adapters);
                List<Callable<Boolean>> takes = new ArrayList<>();
                for (int i = 0; i < adapters; i++) {
                    String name = "a" + i;
                    takes.add(() -> {
                        together.await();
                        try (StateFile file =
                                new StateDirectory(fresh).take(name).orElseThrow()) {
                            file.replace(OCTETS);
                            return true;
                        }
                    });
                }
                for (Future<Boolean> taken : threads.invokeAll(takes)) {
                    assertThat(taken.get()).isTrue();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Others need what is theirs, too: it could be the temporary directory of the machine. */
    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwx-w----", "rwx----w-"})
    void whereOthersMayWriteItIsNotTakenFromThem(String permissions) throws Exception {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));

        assertThatIOException().isThrownBy(() -> files.take("a")).withMessageContaining(permissions);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo(permissions);
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwx------", "rwxr-x---", "rwxr-xr-x"})
    void whereOthersMayReadItIsLeftAsItIs(String permissions) throws Exception {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));

        take("a").close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo(permissions);
    }

    /** Root could change it, but whoever owns it could change it back. */
    @ParameterizedTest
    @ValueSource(strings = {"nobody", "daemon"})
    void theDirectoryOfAnotherUserIsNotMadeOnesOwn(String name) throws Exception {
        Files.createDirectory(directory);
        give(directory, name);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatIOException().isThrownBy(() -> files.take("a")).withMessageContaining("belongs to " + name);

        assertThat(Files.getOwner(directory).getName()).isEqualTo(name);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwxrwxrwx");
        assertThat(names()).isEmpty();
    }

    /** Made before the directory was the owner's alone. */
    @Test
    void aFileOfAnotherUserIsNotRead() throws Exception {
        take("a").close();
        Files.write(directory.resolve("a"), OCTETS);
        give(directory.resolve("a"), "nobody");

        try (StateFile file = take("a")) {
            assertThatIOException().isThrownBy(() -> file.read(100)).withMessageContaining("Remove it");
        }
    }

    /** Whoever may write where the directory is could lead us to his own. */
    @Test
    void aLinkIsNoDirectoryAndNoFile() throws Exception {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(directory, elsewhere);
        assertThatIOException().isThrownBy(() -> files.take("a")).withMessageContaining("symbolic link");
        Files.delete(elsewhere);
        assertThatIOException().isThrownBy(() -> files.take("a")).withMessageContaining("symbolic link");
        Files.createDirectory(elsewhere);
        Files.delete(directory);

        take("a").close();
        Files.write(elsewhere.resolve("file"), OCTETS);
        Files.createSymbolicLink(directory.resolve("a"), elsewhere.resolve("file"));
        Files.delete(directory.resolve("a.lock"));
        try (StateFile file = take("a")) {
            assertThatIOException().isThrownBy(() -> file.read(100));
        }
        Files.delete(directory.resolve("a.lock"));
        Files.createSymbolicLink(directory.resolve("a.lock"), elsewhere.resolve("file"));
        assertThatIOException().isThrownBy(() -> files.take("a"));
        assertThat(elsewhere.resolve("file")).hasBinaryContent(OCTETS);
        Files.delete(directory.resolve("a.lock"));
        take("a").close(); // What failed has let the name go.
    }

    @Test
    void aDirectoryThatCannotBeMadeIsTold() throws Exception {
        assertThatIOException().isThrownBy(() -> new StateDirectory(temporary.resolve("no/such")).take("a"));
        Path file = Files.write(temporary.resolve("file"), OCTETS);
        assertThatIOException()
                .isThrownBy(() -> new StateDirectory(file).take("a"))
                .isInstanceOf(NotDirectoryException.class);
        assertThat(file).hasBinaryContent(OCTETS);
    }

    private static void give(Path path, String name) throws IOException {
        UserPrincipal user =
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
        boolean given;
        try {
            Files.setOwner(path, user);
            given = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user);
        } catch (IOException e) {
            given = false;
        }
        assumeTrue(given, "only root can give files away");
    }
}
