/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** A byte array, as Avro bytes. */
final class BytesCodec extends TypeCodec {
    BytesCodec() {
        super(JavaType.of(byte[].class));
    }

    @Override
    Schema define(Map<String, Schema> names) {
        return Schema.create(Schema.Type.BYTES);
    }

    @Override
    boolean isShallowlyImmutable() {
        return false;
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
        out.writeBytes((byte[]) value);
    }

    @Override
    public Object read(Decoder in) throws IOException {
        return ScalarCodecs.bytes(in);
    }

    @Override
    public Object copy(Object value) {
        return ((byte[]) value).clone();
    }

    @Override
    public int stableHash(Object value) {
        return Arrays.hashCode((byte[]) value);
    }
}
