package org.postern.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What became of some octets after DATA.
 *
 * @param consumed octets up to the end of the content, or all when there is none
 * @param content as kept, if there was no fault
 */
record DataRun(boolean ended, int consumed, String content, String fault) {

    static DataRun of(Limits limits, String... pieces) {
        return of(limits, Arrays.asList(pieces));
    }

    static DataRun of(Limits limits, List<String> pieces) {
        RecordingSink sink = new RecordingSink();
        DataFramer framer = DataFramer.afterData(limits.content(), sink);
        int consumed = 0;
        boolean ended = false;
        for (String piece : pieces) {
            if (ended) {
                break;
            }
            // Not at index 0, as when commands stand in front of it.
            ByteBuffer in = ByteBuffer.wrap(("xyz" + piece).getBytes(StandardCharsets.ISO_8859_1))
                    .position(3)
                    .asReadOnlyBuffer();
            ended = framer.reachesEnd(in);
            consumed += in.position() - 3;
        }
        String fault = framer.fault().map(Reply::toString).orElse("").strip();
        if (sink.isAbandoned() == fault.isEmpty()) {
            throw new AssertionError("Abandoned: " + sink.isAbandoned() + ", fault: " + fault);
        }
        return new DataRun(ended, consumed, fault.isEmpty() ? sink.content() : "", fault);
    }

    /** Two pieces. */
    static DataRun split(Limits limits, String octets, int at) {
        return of(limits, octets.substring(0, at), octets.substring(at));
    }

    static DataRun octetByOctet(Limits limits, String octets) {
        return of(limits, octets.split("", -1));
    }
}
