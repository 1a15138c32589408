/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.function.Function;

/**
 * A kind of query.
 *
 * @param exact whether its changelog can be only one
 */
record Shape(String name, boolean exact, Function<Draw, Relation> drawing) {
    static Shape exact(String name, Function<Draw, Relation> drawing) {
        return new Shape(name, true, drawing);
    }

    static Shape table(String name, Function<Draw, Relation> drawing) {
        return new Shape(name, false, drawing);
    }
}
