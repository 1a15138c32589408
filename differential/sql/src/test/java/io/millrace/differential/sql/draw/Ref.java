/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

/** A column that an expression may name, or a field of one. */
record Ref(String sql, SqlType type, boolean tame) {
    /** Returns it as what MIN and MAX are asked of: not a primary key, nor what rises with it, of whose extremes Flink takes nothing back where the table is upserted. */
    String ofExtremes() {
        return type == SqlType.INT && sql.endsWith(".c0") ? "ABS(" + sql + ")" : sql;
    }

    Family family() {
        return type.family();
    }
}
