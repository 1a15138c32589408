/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.spill;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** The order in which rows come back. */
enum RowOrder implements Comparator<Row> {
    /** As they came. */
    ARRIVAL {
        @Override
        public int compare(Row left, Row right) {
            return Long.compare(left.arrival(), right.arrival());
        }
    },

    /** All rows of a key together, those of a key by timestamp, and those of one timestamp as they came. */
    KEY_AND_TIME {
        @Override
        public int compare(Row left, Row right) {
            int order = compareKeys(left, right);
            if (order == 0) {
                order = Long.compare(left.timestamp(), right.timestamp());
            }
            return order == 0 ? Long.compare(left.arrival(), right.arrival()) : order;
        }
    };

    /** Any order will do that puts equal keys together; the bytes of keys are needed only where their hashes collide. */
    private static int compareKeys(Row left, Row right) {
        if (left.hash() != right.hash()) {
            return Integer.compare(left.hash(), right.hash());
        }
        Object first = left.key();
        Object second = right.key();
        if (first.equals(second)) {
            return 0;
        }
        if (first instanceof Long one && second instanceof Long other) {
            return Long.compare(one, other);
        }
        int order = first.getClass().getName().compareTo(second.getClass().getName());
        return order == 0 ? Arrays.compare(bytes(first), bytes(second)) : order;
    }

    @SuppressWarnings("unchecked")
    private static byte[] bytes(Object key) {
        Codec<Object> codec = (Codec<Object>) Codecs.of(key.getClass());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            codec.write(key, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The key " + key + " cannot be encoded", e);
        }
        return bytes.toByteArray();
    }
}
