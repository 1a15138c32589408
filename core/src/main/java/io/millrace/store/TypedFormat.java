/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Values of one codec. Where its layout is a union, a record around it tells its null from an empty cell. */
final class TypedFormat implements CellFormat {
    /** Schema property: the record only surrounds a union. */
    static final String SURROUNDS = "surroundsUnion";

    private final Codec<Object> codec;
    private final Schema schema;

    TypedFormat(Codec<Object> codec, String name) {
        this.codec = codec;
        this.schema = CellFormat.nullable(codec.schema().isUnion() ? surround(codec.schema(), name) : codec.schema());
    }

    Codec<Object> codec() {
        return codec;
    }

    private static Schema surround(Schema union, String name) {
        Schema record = Schema.createRecord(name, null, null, false, List.of(new Schema.Field("value", union)));
        record.addProp(SURROUNDS, true);
        return record;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void write(@Nullable Object cell, Encoder out) throws IOException {
        if (CellFormat.begin(cell, out) && cell != null) {
            codec.write(cell, out);
        }
    }

    @Override
    public @Nullable Object read(Decoder in) throws IOException {
        return CellFormat.begin(in) ? codec.read(in) : null;
    }
}
