/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Turns values that were restored as they had been written into values as they are declared today, by the rules of {@link SchemaResolution}: columns of rows are
 * found by name, an added one is null, a dropped one is left out, and numbers are widened. Classes have no need of it: they are read as they are today from the
 * start. Thread-safe.
 */
public abstract class Reshaping {
    private Reshaping() {}

    /** Whether values of a codec look as they were written, and not as a class does today: they are rows, or containers of whatever. */
    public static boolean isAsWritten(Codec<?> codec) {
        return codec instanceof TypeCodec known
                && !known.isOpen()
                && !known.holdsAny()
                && (known.holdsRows() || known instanceof MapCodec || known instanceof CollectionCodec);
    }

    /**
     * Returns null where nothing is to be changed.
     *
     * @throws IncompatibleSchemaException if values of the one cannot become values of the other
     */
    public static @Nullable Reshaping between(Codec<Object> restored, Codec<Object> declared) {
        return isAsWritten(restored) && isAsWritten(declared)
                ? reshaping((TypeCodec) restored, (TypeCodec) declared)
                : null;
    }

    private static @Nullable Reshaping reshaping(TypeCodec restored, TypeCodec declared) {
        if (restored.schema().equals(declared.schema())) {
            return null;
        }
        return restored instanceof MapCodec from && declared instanceof MapCodec to
                ? new OfMaps(from, to)
                : new ByResolution(restored, declared);
    }

    /** Returns the value as it is declared. */
    public abstract Object apply(Object value);

    /** What has one schema, written and read with another. */
    private static final class ByResolution extends Reshaping {
        private final TypeCodec restored;
        private final TypeCodec declared;
        private final SchemaResolution resolution;
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

        ByResolution(TypeCodec restored, TypeCodec declared) {
            this.restored = restored;
            this.declared = declared;
            this.resolution = SchemaResolution.of(restored.schema(), declared.schema());
        }

        @Override
        public synchronized Object apply(Object value) {
            try {
                buffer.reset();
                BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);
                restored.write(value, encoder);
                return declared.read(
                        resolution.resolve(DecoderFactory.get().binaryDecoder(buffer.toByteArray(), null)));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    /** Maps entry by entry: an entry's schema is called after its types, and no resolution finds one of another name. */
    private static final class OfMaps extends Reshaping {
        private final MapCodec declared;
        private final @Nullable Reshaping key;
        private final @Nullable Reshaping content;

        OfMaps(MapCodec restored, MapCodec declared) {
            this.declared = declared;
            this.key = reshaping(restored.key(), declared.key());
            this.content = reshaping(restored.content(), declared.content());
        }

        @Override
        @SuppressWarnings("NullAway") // maps may hold null
        public Object apply(Object value) {
            Map<Object, Object> map = declared.newMap();
            ((Map<?, ?>) value).forEach((k, v) -> map.put(of(key, k), of(content, v)));
            return map;
        }

        private static @Nullable Object of(@Nullable Reshaping reshaping, @Nullable Object value) {
            return reshaping == null || value == null ? value : reshaping.apply(value);
        }
    }
}
