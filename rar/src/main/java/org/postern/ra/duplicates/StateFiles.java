package org.postern.ra.duplicates;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Where the duplicate memory lasts: a directory, in production. Its calls may block, and fail in any way. Thread-safe. */
public interface StateFiles {
    /**
     * Takes a name for one adapter alone, until it closes what it gets, or its process ends however that comes.
     *
     * @return empty if another adapter has it, in whatever class loader or process
     */
    Optional<StateFile> take(String name) throws IOException;

    /**
     * An adapter goes on without the file of that name, so what it holds will not be true any more. The next that takes it in this
     * process finds none: it is removed then. Never blocks or fails.
     */
    void forsake(String name);

    /** One file. Not thread-safe. */
    interface StateFile extends Closeable {
        /** Gives its octets, but not more than so many; none if it does not exist. */
        byte[] read(int most) throws IOException;

        /** Gives it these octets instead of what it has. Whatever happens, it has the ones or the others. */
        void replace(byte[] octets) throws IOException;

        /** Writes over some of them. What was written survives the end of the process. */
        void write(long position, byte[] octets) throws IOException;

        /** Removes the file; the name stays taken. */
        void delete() throws IOException;
    }
}
