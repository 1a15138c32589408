/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.datagen;

import java.io.Serializable;

/** Columns of each kind of array, filled value by value. */
final class Fields {
    private Fields() {}

    interface LongValue extends Serializable {
        long of(long row, long nowMillis);
    }

    interface IntValue extends Serializable {
        int of(long row, long nowMillis);
    }

    interface DoubleValue extends Serializable {
        double of(long row, long nowMillis);
    }

    interface FloatValue extends Serializable {
        float of(long row, long nowMillis);
    }

    interface ObjectValue extends Serializable {
        Object of(long row, long nowMillis);
    }

    interface BooleanValue extends Serializable {
        boolean of(long row, long nowMillis);
    }

    static FieldGenerator longs(LongValue value) {
        return (rows, now) -> {
            long[] values = new long[rows.length];
            for (int i = 0; i < rows.length; i++) {
                values[i] = value.of(rows[i], now);
            }
            return values;
        };
    }

    static FieldGenerator ints(IntValue value) {
        return (rows, now) -> {
            int[] values = new int[rows.length];
            for (int i = 0; i < rows.length; i++) {
                values[i] = value.of(rows[i], now);
            }
            return values;
        };
    }

    static FieldGenerator doubles(DoubleValue value) {
        return (rows, now) -> {
            double[] values = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                values[i] = value.of(rows[i], now);
            }
            return values;
        };
    }

    static FieldGenerator floats(FloatValue value) {
        return (rows, now) -> {
            float[] values = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                values[i] = value.of(rows[i], now);
            }
            return values;
        };
    }

    static FieldGenerator booleans(BooleanValue value) {
        return (rows, now) -> {
            byte[] values = new byte[rows.length];
            for (int i = 0; i < rows.length; i++) {
                values[i] = (byte) (value.of(rows[i], now) ? 1 : 0);
            }
            return values;
        };
    }

    static FieldGenerator objects(ObjectValue value) {
        return (rows, now) -> {
            Object[] values = new Object[rows.length];
            for (int i = 0; i < rows.length; i++) {
                values[i] = value.of(rows[i], now);
            }
            return values;
        };
    }
}
