package org.postern.ra.duplicates;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A directory for files that last, and the locks of its file system. Its calls may block, and fail in any way. Thread-safe. */
public interface StateFolder {
    /** Its path, whether it is there or not. Never blocks or fails. */
    String path();

    /** Which one it is, by whatever path; there when this returns, and of this process's user alone. */
    Object place() throws IOException;

    /**
     * Opens a file and takes the lock on it.
     *
     * @return empty if it is taken; whatever else this process has open of the file has lost its lock then (POSIX)
     */
    Optional<Closeable> lock(String name) throws IOException;

    /** A file that is in use nowhere else, as its caller knows. */
    StateFiles.StateFile file(String name);
}
