/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.exchange;

import io.millrace.data.Batch;
import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.EndOfInput;
import io.millrace.data.IdleStatus;
import io.millrace.data.ObservedCodec;
import io.millrace.data.RecordBatch;
import io.millrace.data.SchemaTexts;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes the elements of one channel as bytes. The types of records are learned: a batch names the schema of its values by a
 * number, and carries the schema itself the first time that the channel sees it.
 *
 * <p>Where all values are of one class whose parts are known from it, its codec is kept; other batches are looked through
 * before they are written. Not thread-safe.
 */
public final class ElementEncoder {
    static final int BATCH = 0;
    static final int WATERMARK = 1;
    static final int IDLE = 2;
    static final int ACTIVE = 3;
    static final int END = 4;

    private final ClassLoader loader;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    private final Map<String, Integer> numbers = new LinkedHashMap<>(); // of schemas that the reader knows
    private final Map<Class<?>, Layout> closed = new LinkedHashMap<>();

    /** @param loader finds the classes of records */
    public ElementEncoder(ClassLoader loader) {
        this.loader = loader;
    }

    private record Layout(String schema, Codec<Object> codec) {}

    /**
     * @throws io.millrace.data.UnsupportedTypeException if a record has no codec
     * @throws IllegalArgumentException for a barrier, which does not travel in an envelope
     */
    public byte[] encode(StreamElement element) throws IOException {
        bytes.reset();
        if (element instanceof RecordBatch batch) {
            writeBatch(batch);
        } else if (element instanceof Watermark watermark) {
            encoder.writeInt(WATERMARK);
            encoder.writeLong(watermark.timestamp());
        } else if (element instanceof IdleStatus status) {
            encoder.writeInt(status.idle() ? IDLE : ACTIVE);
        } else if (element instanceof EndOfInput) {
            encoder.writeInt(END);
        } else {
            throw new IllegalArgumentException("This does not travel in an envelope: " + element);
        }
        encoder.flush();
        return bytes.toByteArray();
    }

    private void writeBatch(RecordBatch batch) throws IOException {
        encoder.writeInt(BATCH);
        Layout layout = layoutOf(batch);
        writeSchema(layout.schema());
        encoder.writeInt(batch.size);
        writeTimestamps(batch);
        byte[] kinds = batch.kinds;
        encoder.writeBoolean(kinds != null);
        if (kinds != null) {
            encoder.writeFixed(kinds, 0, batch.size);
        }
        for (int row = 0; row < batch.size; row++) {
            layout.codec().write(batch.values[row], encoder);
        }
    }

    private void writeSchema(String schema) throws IOException {
        Integer number = numbers.get(schema);
        if (number != null) {
            encoder.writeInt(number);
        } else {
            encoder.writeInt(numbers.size());
            encoder.writeString(schema);
            numbers.put(schema, numbers.size());
        }
    }

    /** Neighbours are close to each other, and small numbers are short. */
    private void writeTimestamps(RecordBatch batch) throws IOException {
        long before = Batch.NO_TIMESTAMP;
        for (int row = 0; row < batch.size; row++) {
            encoder.writeLong(batch.timestamps[row] - before);
            before = batch.timestamps[row];
        }
    }

    private Layout layoutOf(RecordBatch batch) {
        Class<?> only = onlyClass(batch);
        Layout known = only == null ? null : closed.get(only);
        if (known != null) {
            return known;
        }
        ObservedCodec observed = Codecs.observed();
        for (int row = 0; row < batch.size; row++) {
            observed.observe(batch.values[row]);
        }
        Schema schema = observed.schema();
        String text = SchemaTexts.print(schema);
        Codec<Object> codec = Codecs.forSchema(schema, loader);
        if (only == null || codec instanceof ObservedCodec) {
            return new Layout(text, observed);
        }
        Layout layout = new Layout(text, codec);
        closed.put(only, layout);
        return layout;
    }

    private static @Nullable Class<?> onlyClass(RecordBatch batch) {
        Class<?> only = null;
        for (int row = 0; row < batch.size; row++) {
            Object value = batch.values[row];
            if (value == null || (only != null && value.getClass() != only)) {
                return null;
            }
            only = value.getClass();
        }
        return only;
    }
}
