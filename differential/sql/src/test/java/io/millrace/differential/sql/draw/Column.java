/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

/**
 * A column of an input.
 *
 * @param tame whether its numbers can be summed up exactly, in any order
 */
public record Column(String name, SqlType type, boolean nullable, boolean tame) {
    /** Returns it as a CREATE TABLE statement has it. */
    public String ddl() {
        return name + " " + type.text() + (nullable ? "" : " NOT NULL");
    }

    Ref ref(String alias) {
        return new Ref(alias + "." + name, type, tame, nullable);
    }
}
