/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

/** A column that an expression may name, or a field of one. */
record Ref(String sql, SqlType type, boolean tame) {
    Family family() {
        return type.family();
    }
}
