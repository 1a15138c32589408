/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import org.apache.calcite.rel.type.RelDataType;

/** The types of whole numbers, by what they do with a value that is too large. */
enum IntegerType {
    TINYINT {
        @Override
        long wrap(long value) {
            return (byte) value;
        }
    },
    SMALLINT {
        @Override
        long wrap(long value) {
            return (short) value;
        }
    },
    INTEGER {
        @Override
        long wrap(long value) {
            return (int) value;
        }
    },
    BIGINT {
        @Override
        long wrap(long value) {
            return value;
        }
    };

    abstract long wrap(long value);

    static IntegerType of(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT -> TINYINT;
            case SMALLINT -> SMALLINT;
            case INTEGER -> INTEGER;
            default -> BIGINT;
        };
    }
}
