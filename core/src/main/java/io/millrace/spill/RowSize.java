/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.spill;

import io.millrace.data.Codecs;
import io.millrace.data.ObservedCodec;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Estimates the memory that rows take, by encoding some of them. That also finds a type that cannot be encoded among the
 * first rows, and not when the input has grown too large for memory.
 */
final class RowSize {
    /** One row in this many is measured. */
    private static final int SAMPLE = 128;

    /** Objects take about this much more than their bytes. */
    private static final int GROWTH = 3;

    private long rows;
    private long measured;
    private long measuredBytes;

    /** Returns how much memory a row takes, about. */
    long estimate(Object value) throws IOException {
        if (rows++ % SAMPLE == 0) {
            measured++;
            measuredBytes += encodedBytes(value);
        }
        return Row.OVERHEAD_BYTES + GROWTH * measuredBytes / measured;
    }

    private static long encodedBytes(Object value) throws IOException {
        Counting count = new Counting();
        ObservedCodec codec = Codecs.observed();
        codec.observe(value);
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(count, null);
        codec.write(value, out);
        out.flush();
        return count.bytes;
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte[] content, int offset, int length) {
            bytes += length;
        }
    }
}
