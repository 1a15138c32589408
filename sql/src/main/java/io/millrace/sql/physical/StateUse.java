/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/**
 * What a node's operator remembers.
 *
 * @param what is kept, in words; empty for nothing
 * @param bytes an estimate of how much it is for each key, with what the store adds
 * @param bound when it is forgotten; empty if never
 * @param advice how to bound it; empty if it is bounded
 */
record StateUse(String what, long bytes, String bound, String advice) {
    static final StateUse NONE = new StateUse("", 0, "", "");

    private static final int SLOT_BYTES = 24;
    private static final int OBJECT_BYTES = 16;
    private static final int USUAL_LENGTH = 24;

    /** What grows as long as there are new keys, or new rows. */
    static StateUse unbounded(String what, long bytes, String advice) {
        return new StateUse(what, bytes, "", advice);
    }

    /** @param bound when it is forgotten, in words */
    static StateUse bounded(String what, long bytes, String bound) {
        return new StateUse(what, bytes, bound, "");
    }

    boolean isNone() {
        return what.isEmpty();
    }

    boolean isUnbounded() {
        return !isNone() && bound.isEmpty();
    }

    /** Returns about how much a key, or a row, takes in the store, with its slot. */
    static long bytesOf(RelDataType row) {
        long bytes = SLOT_BYTES;
        for (RelDataTypeField field : row.getFieldList()) {
            bytes += bytesOfValue(field.getType());
        }
        return bytes;
    }

    private static long bytesOfValue(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    DATE,
                    TIME,
                    FLOAT,
                    REAL,
                    BIGINT,
                    DOUBLE,
                    TIMESTAMP,
                    TIMESTAMP_WITH_LOCAL_TIME_ZONE -> Long.BYTES;
            case CHAR -> OBJECT_BYTES + Math.min(USUAL_LENGTH, type.getPrecision());
            default -> OBJECT_BYTES + USUAL_LENGTH;
        };
    }
}
