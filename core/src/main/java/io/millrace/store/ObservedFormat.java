/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import io.millrace.data.ObservedCodec;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Values of undeclared types: in snapshots, a union of null and all types that were observed. */
final class ObservedFormat implements CellFormat {
    private final Codec<Object> codec;

    ObservedFormat(Codec<Object> codec) {
        this.codec = codec;
    }

    @Override
    public Schema schema() {
        return codec.schema();
    }

    @Override
    public boolean learns() {
        return codec instanceof ObservedCodec;
    }

    @Override
    public void observe(Object cell) {
        if (codec instanceof ObservedCodec observed) {
            observed.observe(cell);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // a union with null takes null
    public void write(@Nullable Object cell, Encoder out) throws IOException {
        codec.write(cell, out);
    }

    @Override
    public @Nullable Object read(Decoder in) throws IOException {
        return codec.read(in);
    }
}
