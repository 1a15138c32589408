/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** A map, in the order of iteration: an Avro map where keys are strings, else an Avro array of key and value. */
final class MapCodec extends TypeCodec {
    private final Supplier<Map<Object, Object>> create;
    private final boolean textKeys;
    private final Part key;
    private final Part content;

    MapCodec(JavaType type, Supplier<Map<Object, Object>> create, TypeCodec key, TypeCodec content) {
        super(type);
        this.create = create;
        this.textKeys = key.type().raw() == String.class;
        this.key = Part.required(key);
        this.content = Part.optional(content);
    }

    TypeCodec key() {
        return key.codec();
    }

    TypeCodec content() {
        return content.codec();
    }

    Map<Object, Object> newMap() {
        return create.get();
    }

    @Override
    Schema define(Map<String, Schema> names) {
        return textKeys ? mark(Schema.createMap(content.define(names))) : mark(Schema.createArray(defineEntry(names)));
    }

    private Schema defineEntry(Map<String, Schema> names) {
        String name = AvroNames.ofClass(Map.Entry.class, signature());
        Schema known = names.get(name);
        if (known != null) {
            return known;
        }
        Schema entry = Schema.createRecord(name, null, null, false);
        names.put(name, entry);
        entry.setFields(
                List.of(new Schema.Field("key", key.define(names)), new Schema.Field("value", content.define(names))));
        return entry;
    }

    @Override
    boolean isShallowlyImmutable() {
        return false;
    }

    @Override
    boolean isShallowlyCanonical() {
        return false;
    }

    @Override
    List<Part> parts() {
        return List.of(key, content);
    }

    @Override
    void observe(Object value) {
        ((Map<?, ?>) value).forEach((entryKey, entryValue) -> {
            key.observe(entryKey);
            content.observe(entryValue);
        });
    }

    @Override
    void bind(Schema written) {
        if (textKeys) {
            content.bind(written.getValueType());
        } else {
            Schema entry = written.getElementType();
            key.bind(entry.getField("key").schema());
            content.bind(entry.getField("value").schema());
        }
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
        Containers.check(value, type());
        Map<?, ?> map = (Map<?, ?>) value;
        if (textKeys) {
            out.writeMapStart();
        } else {
            out.writeArrayStart();
        }
        out.setItemCount(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getKey() == null) {
                throw new UnsupportedTypeException("Cannot encode the null key of a "
                        + value.getClass().getName() + " declared as " + type().name() + ". Use another key for it.");
            }
            out.startItem();
            key.write(entry.getKey(), out);
            content.write(entry.getValue(), out);
        }
        if (textKeys) {
            out.writeMapEnd();
        } else {
            out.writeArrayEnd();
        }
    }

    @Override
    @SuppressWarnings("NullAway") // what was written with null values takes them
    public Object read(Decoder in) throws IOException {
        Map<Object, Object> map = create.get();
        long block = textKeys ? in.readMapStart() : in.readArrayStart();
        while (block > 0) {
            for (long i = 0; i < block; i++) {
                map.put(key.read(in), content.read(in));
            }
            block = textKeys ? in.mapNext() : in.arrayNext();
        }
        return map;
    }

    @Override
    @SuppressWarnings("NullAway") // as for read
    public Object copy(Object value) {
        Containers.check(value, type());
        Map<Object, Object> copy = create.get();
        ((Map<?, ?>) value).forEach((entryKey, entryValue) -> copy.put(key.copy(entryKey), content.copy(entryValue)));
        return copy;
    }

    @Override
    public int stableHash(Object value) {
        int hash = 0;
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
            hash += 31 * key.stableHash(entry.getKey()) + content.stableHash(entry.getValue());
        }
        return hash;
    }
}
