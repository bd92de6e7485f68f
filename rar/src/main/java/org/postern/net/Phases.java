package org.postern.net;

import javax.net.ssl.SSLEngine;
import org.postern.smtp.Step;

/** Where the phases of one connection lead to. On the event loop only. */
interface Phases {
    /** Does what a step of the conversation says, which may change the phase. */
    void perform(Step step);

    /** The conversation goes on. */
    void talk();

    /** TLS begins. What was said before leaves in plaintext. */
    void handshake(SSLEngine engine);

    /** The content that is coming in is moved to a file. */
    void spill();

    /** Nothing more is said than what was said so far. */
    void close();

    boolean isTalking();

    /** Lets the conversation go on, if it can, and then {@link #flushAndRead}. */
    void proceed();

    /** Sends what was said, and reads more if the phase can take it. */
    void flushAndRead();
}
