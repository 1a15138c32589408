/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.exchange;

import io.millrace.data.Batch;
import io.millrace.data.Codec;
import io.millrace.data.Codecs;
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
            case ElementEncoder.END -> EndOfInput.INSTANCE;
            default -> throw new IOException("An envelope holds an element of an unknown kind, " + kind);
        };
    }

    private RecordBatch readBatch(BinaryDecoder in) throws IOException {
        int number = in.readInt();
        if (number == codecs.size()) {
            codecs.add(Codecs.forSchema(SchemaTexts.parse(in.readString()), loader));
        }
        Codec<Object> codec = codecs.get(number);
        int size = in.readInt();
        RecordBatch batch = new RecordBatch(Math.max(1, size));
        batch.size = size;
        long timestamp = Batch.NO_TIMESTAMP;
        for (int row = 0; row < size; row++) {
            timestamp += in.readLong();
            batch.timestamps[row] = timestamp;
        }
        if (in.readBoolean()) {
            byte[] kinds = new byte[Math.max(1, size)];
            in.readFixed(kinds, 0, size);
            batch.kinds = kinds;
        }
        for (int row = 0; row < size; row++) {
            batch.values[row] = codec.read(in);
        }
        return batch;
    }
}
