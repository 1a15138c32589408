/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.exchange;

import io.millrace.data.Batch;
import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.ColumnBatch;
import io.millrace.data.EndOfInput;
import io.millrace.data.IdleStatus;
import io.millrace.data.RecordBatch;
import io.millrace.data.SchemaTexts;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads what the {@link ElementEncoder} of the same channel wrote, all of it and in order. Not thread-safe. */
public final class ElementDecoder {
    private final ClassLoader loader;
    private final List<Codec<Object>> codecs = new ArrayList<>(); // by the number of their schema
    private @Nullable BinaryDecoder decoder;

    /** @param loader finds the classes of records */
    public ElementDecoder(ClassLoader loader) {
        this.loader = loader;
    }

    public StreamElement decode(byte[] content) throws IOException {
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(content, decoder);
        decoder = in;
        int kind = in.readInt();
        return switch (kind) {
            case ElementEncoder.BATCH -> readBatch(in);
            case ElementEncoder.WATERMARK -> new Watermark(in.readLong());
            case ElementEncoder.IDLE -> IdleStatus.IDLE;
            case ElementEncoder.ACTIVE -> IdleStatus.ACTIVE;
            case ElementEncoder.COLUMNS -> readColumns(in);
            case ElementEncoder.END -> EndOfInput.INSTANCE;
            default -> throw new IOException("An envelope holds an element of an unknown kind, " + kind);
        };
    }

    private RecordBatch readBatch(BinaryDecoder in) throws IOException {
        int size = in.readInt();
        RecordBatch batch = new RecordBatch(0);
        batch.size = size;
        batch.timestamps = readTimestamps(in, size);
        batch.kinds = readFlags(in, size);
        batch.values = readValues(in, size);
        return batch;
    }

    @SuppressWarnings("NullAway") // of nested arrays it does not see which may be null
    private ColumnBatch readColumns(BinaryDecoder in) throws IOException {
        int size = in.readInt();
        long[] timestamps = readTimestamps(in, size);
        byte[] kinds = readFlags(in, size);
        Object[] columns = new Object[in.readInt()];
        boolean[][] nulls = new boolean[columns.length][];
        for (int column = 0; column < columns.length; column++) {
            byte[] flags = readFlags(in, size);
            nulls[column] = flags == null ? null : booleans(flags);
            columns[column] = readColumn(in, size);
        }
        ColumnBatch batch = new ColumnBatch(columns, nulls, timestamps, size);
        batch.kinds = kinds;
        return batch;
    }

    private static boolean[] booleans(byte[] flags) {
        boolean[] booleans = new boolean[flags.length];
        for (int row = 0; row < flags.length; row++) {
            booleans[row] = flags[row] != 0;
        }
        return booleans;
    }

    private Object readColumn(BinaryDecoder in, int size) throws IOException {
        int kind = in.readInt();
        switch (kind) {
            case ColumnKind.LONG -> {
                long[] values = new long[size];
                for (int row = 0; row < size; row++) {
                    values[row] = in.readLong();
                }
                return values;
            }
            case ColumnKind.INT -> {
                int[] values = new int[size];
                for (int row = 0; row < size; row++) {
                    values[row] = in.readInt();
                }
                return values;
            }
            case ColumnKind.DOUBLE -> {
                double[] values = new double[size];
                for (int row = 0; row < size; row++) {
                    values[row] = in.readDouble();
                }
                return values;
            }
            case ColumnKind.FLOAT -> {
                float[] values = new float[size];
                for (int row = 0; row < size; row++) {
                    values[row] = in.readFloat();
                }
                return values;
            }
            case ColumnKind.BYTE -> {
                byte[] values = new byte[size];
                in.readFixed(values, 0, size);
                return values;
            }
            case ColumnKind.OBJECT -> {
                return readValues(in, size);
            }
            default -> throw new IOException("An envelope holds a column of an unknown kind, " + kind);
        }
    }

    private static long[] readTimestamps(BinaryDecoder in, int size) throws IOException {
        long[] timestamps = new long[size];
        long timestamp = Batch.NO_TIMESTAMP;
        for (int row = 0; row < size; row++) {
            timestamp += in.readLong();
            timestamps[row] = timestamp;
        }
        return timestamps;
    }

    private static byte @Nullable [] readFlags(BinaryDecoder in, int size) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        byte[] flags = new byte[size];
        in.readFixed(flags, 0, size);
        return flags;
    }

    private Object[] readValues(BinaryDecoder in, int size) throws IOException {
        int number = in.readInt();
        if (number == codecs.size()) {
            codecs.add(Codecs.forSchema(SchemaTexts.parse(in.readString()), loader));
        }
        Codec<Object> codec = codecs.get(number);
        Object[] values = new Object[size];
        for (int row = 0; row < size; row++) {
            values[row] = codec.read(in);
        }
        return values;
    }
}
