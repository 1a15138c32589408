/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

/** A column that an expression may name. */
record Ref(String sql, SqlType type, boolean tame, boolean nullable) {
    Family family() {
        return type.family();
    }
}
