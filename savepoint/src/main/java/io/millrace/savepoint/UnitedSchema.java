/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One schema for what was written with several: types are learned, so a file has those that its rows had. Whatever was
 * read with one of the schemas can be read with the united one.
 */
final class UnitedSchema {
    private UnitedSchema() {}

    /** Returns a schema of rows with all fields of two schemas of rows; those that one of them lacks may be empty. */
    static Schema ofRows(Schema first, Schema second) {
        return first.equals(second) ? first : ofRecords(first, second);
    }

    private static Schema of(Schema first, Schema second) {
        if (first.equals(second)) {
            return first;
        }
        if (first.isUnion() || second.isUnion() || !isAlike(first, second)) {
            return ofUnions(branches(first), branches(second));
        }
        return switch (first.getType()) {
            case RECORD -> ofRecords(first, second);
            case ARRAY -> Schema.createArray(of(first.getElementType(), second.getElementType()));
            case MAP -> Schema.createMap(of(first.getValueType(), second.getValueType()));
            case ENUM -> ofEnums(first, second);
            default -> first;
        };
    }

    private static List<Schema> branches(Schema schema) {
        return schema.isUnion() ? schema.getTypes() : List.of(schema);
    }

    /** Whether a union can have only one of the two. */
    private static boolean isAlike(Schema first, Schema second) {
        return first.getType() == second.getType() && first.getFullName().equals(second.getFullName());
    }

    private static Schema ofUnions(List<Schema> first, List<Schema> second) {
        List<Schema> united = new ArrayList<>(first);
        for (Schema branch : second) {
            int place = 0;
            while (place < united.size() && !isAlike(united.get(place), branch)) {
                place++;
            }
            if (place == united.size()) {
                united.add(branch);
            } else {
                united.set(place, of(united.get(place), branch));
            }
        }
        return united.size() == 1 ? united.get(0) : Schema.createUnion(united);
    }

    private static Schema ofRecords(Schema first, Schema second) {
        Map<String, Schema.Field> fields = new LinkedHashMap<>();
        for (Schema record : List.of(first, second)) {
            for (Schema.Field field : record.getFields()) {
                Schema.Field known = fields.get(field.name());
                Schema type = known == null ? field.schema() : of(known.schema(), field.schema());
                fields.put(field.name(), withType(known == null ? field : known, type));
            }
        }
        Schema record = Schema.createRecord(
                first.getName(), first.getDoc(), first.getNamespace(), first.isError(), List.copyOf(fields.values()));
        first.getObjectProps().forEach(record::addProp);
        return record;
    }

    private static Schema.Field withType(Schema.Field field, Schema type) {
        Schema.Field copy = new Schema.Field(field.name(), type, field.doc(), emptyValue(type));
        field.getObjectProps().forEach(copy::addProp);
        return copy;
    }

    /** The default for rows without the field; null for none. */
    private static @Nullable Object emptyValue(Schema type) {
        if (type.getType() == Schema.Type.BOOLEAN) {
            return false;
        }
        if (type.getType() == Schema.Type.ARRAY) {
            return List.of();
        }
        return type.isUnion() && type.getTypes().get(0).getType() == Schema.Type.NULL
                ? JsonProperties.NULL_VALUE
                : null;
    }

    private static Schema ofEnums(Schema first, Schema second) {
        Set<String> symbols = new LinkedHashSet<>(first.getEnumSymbols());
        symbols.addAll(second.getEnumSymbols());
        Schema united =
                Schema.createEnum(first.getName(), first.getDoc(), first.getNamespace(), new ArrayList<>(symbols));
        first.getObjectProps().forEach(united::addProp);
        return united;
    }
}
