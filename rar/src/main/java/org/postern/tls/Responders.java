package org.postern.tls;

import java.io.IOException;
import java.net.URI;

/** The way to OCSP responders, by http. Thread-safe. */
public interface Responders extends AutoCloseable {
    /**
     * Posts a question (RFC 6960 appendix A.1). Blocks: for some seconds at most, once DNS has answered.
     *
     * @return what has come back, which may be anything of a bounded size
     * @throws java.net.SocketTimeoutException if nothing has in all the time that there is, with a clause for the administrator
     * @throws IOException if nothing has, with a clause for the administrator; at once when it was closed
     */
    byte[] ask(URI responder, byte[] question) throws IOException;

    /** Ends what is under way. Does not block. */
    @Override
    void close();

    /** None that can be reached. */
    static Responders none() {
        return new Responders() {
            @Override
            public byte[] ask(URI responder, byte[] question) throws IOException {
                throw new IOException("there is no way to it");
            }

            @Override
            public void close() {
                // There is nothing under way.
            }
        };
    }
}
