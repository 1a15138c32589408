/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import java.util.List;

/**
 * Something that an event of a database's log tells beside the rows.
 *
 * @param name as a metadata column gives it
 * @param path of the fields in which it stands
 * @param kind of the type that its column has
 */
record EventFact(String name, List<String> path, FieldType.Kind kind) {
    /** Returns the outermost field. */
    String field() {
        return path.get(0);
    }
}
