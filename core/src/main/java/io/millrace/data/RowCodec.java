/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Rows of named columns, as an Avro record with a nullable field for each. The record is called {@code Row} whatever its columns
 * are, so that rows of other columns can be read as these; a namespace of its own tells it from other rows of the same schema.
 */
final class RowCodec extends TypeCodec {
    /** Property of a field: the name of the column, where Avro does not take it as it is. */
    static final String COLUMN = "column";
    /** Property of a field: its type was learned from the values. */
    static final String LEARNED = "learned";

    private final List<String> columns;
    private final List<Part> parts;
    private final boolean inLists;

    RowCodec(JavaType type, List<String> columns, List<Part> parts) {
        super(type);
        this.columns = columns;
        this.parts = List.copyOf(parts);
        this.inLists = type.raw() == List.class;
    }

    @Override
    Schema define(Map<String, Schema> names) {
        String name = schemaName();
        Schema known = names.get(name);
        if (known != null) {
            return known;
        }
        Schema schema = mark(Schema.createRecord(name, null, null, false));
        names.put(name, schema);
        List<Schema.Field> fields = new ArrayList<>();
        List<String> taken = fieldNames();
        for (int i = 0; i < columns.size(); i++) {
            Part part = parts.get(i);
            Schema.Field field =
                    new Schema.Field(taken.get(i), part.define(names), null, Schema.Field.NULL_DEFAULT_VALUE);
            if (!taken.get(i).equals(columns.get(i))) {
                field.addProp(COLUMN, columns.get(i));
            }
            if (part.codec().type().raw() == Object.class) {
                field.addProp(LEARNED, true);
            }
            fields.add(field);
        }
        schema.setFields(fields);
        return schema;
    }

    /** Returns legal names of the columns, each its own. */
    private List<String> fieldNames() {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String column : columns) {
            String wanted = column.isEmpty() ? "_" : AvroNames.identifier(column);
            String name = wanted;
            for (int number = 2; !taken.add(name); number++) {
                name = wanted + "_" + number;
            }
            names.add(name);
        }
        return names;
    }

    @Override
    String schemaName() {
        return AvroNames.ofClass(RowData.class, signature()) + ".Row";
    }

    @Override
    boolean isShallowlyImmutable() {
        return true;
    }

    /** Nobody changes what is in a row. */
    @Override
    boolean isImmutable(Set<TypeCodec> visited) {
        return true;
    }

    @Override
    List<Part> parts() {
        return parts;
    }

    @Override
    void observe(Object value) {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).observe(get(value, i));
        }
    }

    @Override
    void bind(Schema written) {
        for (int i = 0; i < parts.size(); i++) {
            Schema.Field field = written.getField(fieldNames().get(i));
            if (field != null) {
                parts.get(i).bind(field.schema());
            }
        }
    }

    private @Nullable Object get(Object row, int column) {
        return inLists ? ((List<?>) row).get(column) : ((RowData) row).get(column);
    }

    private int size(Object row) {
        return inLists ? ((List<?>) row).size() : ((RowData) row).size();
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
        if (size(value) != parts.size()) {
            throw new UnsupportedTypeException("Cannot encode a row of " + size(value) + " columns where "
                    + type().description() + " is declared.");
        }
        for (int i = 0; i < parts.size(); i++) {
            Object column = get(value, i);
            try {
                parts.get(i).write(column, out);
            } catch (ClassCastException wrong) {
                throw new UnsupportedTypeException(
                        "Cannot encode a row whose column " + columns.get(i) + " is a "
                                + (column == null ? null : column.getClass().getName()) + " where "
                                + type().description() + " is declared.",
                        wrong);
            }
        }
    }

    @Override
    public Object read(Decoder in) throws IOException {
        @Nullable Object[] values = new @Nullable Object[parts.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = parts.get(i).read(in);
        }
        return inLists ? Collections.unmodifiableList(Arrays.asList(values)) : RowData.of(values);
    }

    @Override
    public Object copy(Object value) {
        return value;
    }

    @Override
    public int stableHash(Object value) {
        return inLists ? RowData.of(value).hashCode() : value.hashCode();
    }
}
