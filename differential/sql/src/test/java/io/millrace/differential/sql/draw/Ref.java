/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

/** A column that an expression may name, or a field of one. */
record Ref(String sql, SqlType type, boolean tame) {
    /** Returns whether MIN and MAX are asked of it: not of what may be a primary key, of whose extremes Flink takes nothing back where the table is upserted. */
    boolean hasExtremes() {
        return family().hasExtremes() && !(type == SqlType.INT && sql.endsWith(".c0"));
    }

    Family family() {
        return type.family();
    }
}
