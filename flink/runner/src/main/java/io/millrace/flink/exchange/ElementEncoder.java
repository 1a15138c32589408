/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.exchange;

import io.millrace.data.Batch;
import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.ColumnBatch;
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
    static final int COLUMNS = 5;

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
        } else if (element instanceof ColumnBatch batch) {
            writeColumns(batch);
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
        encoder.writeInt(batch.size);
        writeTimestamps(batch.timestamps, batch.size);
        writeFlags(batch.kinds, batch.size);
        writeValues(batch.values, batch.size);
    }

    private void writeColumns(ColumnBatch batch) throws IOException {
        int size = batch.size;
        int[] selection = batch.selection;
        encoder.writeInt(COLUMNS);
        encoder.writeInt(size);
        writeTimestamps((long[]) ColumnBatch.gather(batch.timestamps, selection, size), size);
        byte[] kinds = batch.kinds;
        writeFlags(kinds == null ? null : (byte[]) ColumnBatch.gather(kinds, selection, size), size);
        encoder.writeInt(batch.columns.length);
        for (int column = 0; column < batch.columns.length; column++) {
            writeFlags(nullsOf(batch, column), size);
            writeColumn(ColumnBatch.gather(batch.columns[column], selection, size), size);
        }
    }

    private static byte @Nullable [] nullsOf(ColumnBatch batch, int column) {
        if (batch.nulls[column] == null) {
            return null;
        }
        byte[] flags = new byte[batch.size];
        for (int row = 0; row < batch.size; row++) {
            flags[row] = (byte) (batch.isNull(column, batch.position(row)) ? 1 : 0);
        }
        return flags;
    }

    private void writeColumn(Object column, int size) throws IOException {
        if (column instanceof long[] values) {
            encoder.writeInt(ColumnKind.LONG);
            for (int row = 0; row < size; row++) {
                encoder.writeLong(values[row]);
            }
        } else if (column instanceof int[] values) {
            encoder.writeInt(ColumnKind.INT);
            for (int row = 0; row < size; row++) {
                encoder.writeInt(values[row]);
            }
        } else if (column instanceof double[] values) {
            encoder.writeInt(ColumnKind.DOUBLE);
            for (int row = 0; row < size; row++) {
                encoder.writeDouble(values[row]);
            }
        } else if (column instanceof float[] values) {
            encoder.writeInt(ColumnKind.FLOAT);
            for (int row = 0; row < size; row++) {
                encoder.writeFloat(values[row]);
            }
        } else if (column instanceof byte[] values) {
            encoder.writeInt(ColumnKind.BYTE);
            encoder.writeFixed(values, 0, size);
        } else {
            encoder.writeInt(ColumnKind.OBJECT);
            writeValues((Object[]) column, size);
        }
    }

    private void writeFlags(byte @Nullable [] flags, int size) throws IOException {
        encoder.writeBoolean(flags != null);
        if (flags != null) {
            encoder.writeFixed(flags, 0, size);
        }
    }

    private void writeValues(Object[] values, int size) throws IOException {
        Layout layout = layoutOf(values, size);
        writeSchema(layout.schema());
        for (int row = 0; row < size; row++) {
            layout.codec().write(values[row], encoder);
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
    private void writeTimestamps(long[] timestamps, int size) throws IOException {
        long before = Batch.NO_TIMESTAMP;
        for (int row = 0; row < size; row++) {
            encoder.writeLong(timestamps[row] - before);
            before = timestamps[row];
        }
    }

    private Layout layoutOf(Object[] values, int size) {
        Class<?> only = onlyClass(values, size);
        Layout known = only == null ? null : closed.get(only);
        if (known != null) {
            return known;
        }
        ObservedCodec observed = Codecs.observed();
        for (int row = 0; row < size; row++) {
            observed.observe(values[row]);
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

    private static @Nullable Class<?> onlyClass(Object[] values, int size) {
        Class<?> only = null;
        for (int row = 0; row < size; row++) {
            Object value = values[row];
            if (value == null || (only != null && value.getClass() != only)) {
                return null;
            }
            only = value.getClass();
        }
        return only;
    }
}
