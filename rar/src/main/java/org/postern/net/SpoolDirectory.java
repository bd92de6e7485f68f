package org.postern.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where content goes that is too long for memory: a directory, in production. Its calls block. Thread-safe. */
public interface SpoolDirectory {
    /** Makes a file that is gone as soon as it is closed, and at the latest with the process. */
    Medium create() throws IOException;

    /** How many octets it could still take, as far as is known. */
    long usableOctets();

    /** The octets of one file. */
    interface Medium extends Closeable {
        /** Writes at least one octet; how many is returned. */
        int write(ByteBuffer octets, long position) throws IOException;

        /** Reads at least one octet; how many is returned, or -1 at the end. */
        int read(ByteBuffer target, long position) throws IOException;
    }
}
