package org.postern.smtp;

import java.nio.ByteBuffer;

/** Takes the content of one message while it arrives. */
public interface BodySink {
    /**
     * Takes the next octets. The buffer is the caller's again when the method returns.
     *
     * @return false if there was no room for all of them: what was taken before is of no use any more
     */
    boolean write(ByteBuffer octets);

    /** The message will not be delivered; whatever was taken can go. Nothing more is written. */
    void abandon();
}
