/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.record;

import io.millrace.data.JavaType;
import io.millrace.sql.parser.SqlException;
import java.io.Serializable;
import org.apache.calcite.rel.type.RelDataType;

/**
 * A value that SQL and a program hand each other.
 *
 * @param path what it is, for messages
 */
public record JavaValue(RelDataType sqlType, JavaType javaType, String path) implements Serializable {

    /** Returns what takes it from the form that it has in columns, boxed, to the program's. */
    public ValueConversion toJava() {
        return ToJava.decoder(sqlType, javaType, path)::decode;
    }

    /** Returns what takes it from the program's form to the one that it has in columns, boxed. */
    public ValueConversion toSql() {
        ToSql.Encoder encoder = ToSql.encoder(javaType, sqlType, path);
        return value -> ToSql.nullable(encoder, value, sqlType, path);
    }

    /** Returns whether SQL's type can be given to a program as its type. */
    public boolean fits() {
        try {
            toJava();
            return true;
        } catch (SqlException misfit) {
            return false;
        }
    }
}
