/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.apache.avro.Schema;

/** What was declared under a name; written to snapshots, so the texts are for ever. */
enum StateKind {
    VALUE("value"),
    LIST("list"),
    MAP("map"),
    REDUCING("reducing"),
    AGGREGATING("aggregating"),
    LONG_COLUMN("long"),
    OBJECT_COLUMN("object"),
    TIMELINE("timeline"),
    ROW_BAG("rows"),
    LONG_BAG("counts"),
    LONG_SETS("sets"),
    TIMERS("timers");

    /** Schema property of a field: the kind of the state in it. */
    static final String PROPERTY = "stateKind";

    private final String text;

    StateKind(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    static StateKind of(Schema.Field field) {
        String text = field.getProp(PROPERTY);
        for (StateKind kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("Field " + field.name() + " has the " + PROPERTY + " \"" + text
                + "\", which this version does not know. Restore with the version that wrote it, or a later one.");
    }
}
