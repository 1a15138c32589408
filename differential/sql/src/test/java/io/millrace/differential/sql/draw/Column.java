/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of an input, or a field of a row.
 *
 * @param tame whether its numbers can be summed up exactly, in any order
 */
public record Column(String name, SqlType type, boolean nullable, boolean tame) {
    /** Returns it as a CREATE TABLE statement has it. */
    public String ddl() {
        return name + " " + type.text() + (nullable ? "" : " NOT NULL");
    }

    /**
     * Draws a value.
     *
     * @param tame whether numbers in it can be summed up
     */
    @Nullable
    Object value(Choices choices, boolean tame) {
        return nullable && choices.once(5) ? null : type.value(choices, tame);
    }

    /** Returns it, and the fields that it has if it is a row, as an expression names them; of a row that may be null, not those that are NOT NULL, of which Flink says so all the same. */
    List<Ref> refs(String of) {
        String sql = of + "." + name;
        List<Ref> refs = new ArrayList<>(List.of(new Ref(sql, type, tame)));
        for (Column field : type.fields()) {
            if (nullable && !field.nullable) {
                continue;
            }
            refs.addAll(new Column(field.name, field.type, true, tame).refs(sql));
        }
        return refs;
    }
}
