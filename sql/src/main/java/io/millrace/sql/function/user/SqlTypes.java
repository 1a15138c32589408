/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.JavaType;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.record.SqlTypesOfJava;
import io.millrace.sql.type.SqlTypeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** The types of what functions give: those of {@link SqlTypesOfJava}, and intervals. */
final class SqlTypes {
    /** Makes types for comparisons. */
    static final RelDataTypeFactory FACTORY = new SqlTypeFactory();

    private static final SqlIntervalQualifier DAY_TO_SECOND =
            new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO);
    private static final SqlIntervalQualifier YEAR_TO_MONTH =
            new SqlIntervalQualifier(TimeUnit.YEAR, TimeUnit.MONTH, SqlParserPos.ZERO);
    private static final int DECIMAL_PRECISION = 38;
    private static final int DECIMAL_SCALE = 18;

    private SqlTypes() {}

    /** @throws SqlException if SQL has no type for a value */
    static void require(JavaType type, String path) {
        if (!Fit.isInterval(type.raw())) {
            SqlTypesOfJava.requireType(type, path);
        }
    }

    /**
     * Returns the type of a value.
     *
     * @param path what it is, for messages
     * @throws SqlException if SQL has no type for it
     */
    static RelDataType of(JavaType type, RelDataTypeFactory types, String path) {
        if (type.raw() == Duration.class || type.raw() == Period.class) {
            return types.createTypeWithNullability(
                    types.createSqlIntervalType(type.raw() == Duration.class ? DAY_TO_SECOND : YEAR_TO_MONTH), true);
        }
        require(type, path);
        return made(type, types);
    }

    private static RelDataType made(JavaType type, RelDataTypeFactory types) {
        Class<?> raw = type.raw();
        if (raw == Optional.class) {
            return types.createTypeWithNullability(made(type.argument(0), types), true);
        }
        return types.createTypeWithNullability(notNull(type, types), !raw.isPrimitive());
    }

    private static RelDataType notNull(JavaType type, RelDataTypeFactory types) {
        Class<?> raw = type.raw();
        SqlTypeName scalar = SqlTypesOfJava.scalar(raw);
        if (raw == BigDecimal.class) {
            return types.createSqlType(SqlTypeName.DECIMAL, DECIMAL_PRECISION, DECIMAL_SCALE);
        } else if (scalar != null) {
            int precision = SqlTypesOfJava.precision(scalar);
            return precision < 0 ? types.createSqlType(scalar) : types.createSqlType(scalar, precision);
        } else if (raw.isArray() || Collection.class.isAssignableFrom(raw)) {
            return types.createArrayType(made(type.argument(0), types), -1);
        } else if (Map.class.isAssignableFrom(raw)) {
            return types.createMapType(made(type.argument(0), types), made(type.argument(1), types));
        }
        List<String> names = new ArrayList<>();
        List<RelDataType> fields = new ArrayList<>();
        SqlTypesOfJava.components(type).forEach((name, component) -> {
            names.add(name);
            fields.add(made(component, types));
        });
        return types.createStructType(StructKind.PEEK_FIELDS_NO_EXPAND, fields, names);
    }
}
