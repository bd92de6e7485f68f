package org.postern.ra.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;

/** The content of a message as long as its delivery lasts. */
final class DeliveredStream extends FilterInputStream {
    private final BooleanSupplier givenUp;

    DeliveredStream(InputStream content, BooleanSupplier givenUp) {
        super(content);
        this.givenUp = givenUp;
    }

    @Override
    public int read() throws IOException {
        goOn();
        return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        goOn();
        return super.read(target, offset, length);
    }

    @Override
    public long skip(long count) throws IOException {
        goOn();
        return super.skip(count);
    }

    private void goOn() throws IOException {
        if (givenUp.getAsBoolean()) {
            throw new InterruptedIOException("This delivery was given up: the bean has taken longer than"
                    + " deliveryTimeoutSeconds, or its application is undeployed. Its transaction rolls back.");
        }
    }
}
