/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.type;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Which types may be written where another is expected, without a CAST, as in Flink. Nullability is not looked at. */
public final class ImplicitCasts {

    private static final Map<SqlTypeName, Set<SqlTypeName>> SOURCES = sources();

    private ImplicitCasts() {}

    /** Whether values of one type are taken for another. */
    public static boolean allowed(RelDataType from, RelDataType to) {
        SqlTypeName source = from.getSqlTypeName();
        SqlTypeName target = to.getSqlTypeName();
        if (source == SqlTypeName.NULL) {
            return true;
        }
        if (from.isStruct() && to.isStruct()) {
            return fieldsAllowed(from.getFieldList(), to.getFieldList());
        }
        Set<SqlTypeName> sources = SOURCES.get(target);
        if (sources != null) {
            return sources.contains(source);
        }
        return source == target
                && partAllowed(from.getComponentType(), to.getComponentType())
                && partAllowed(from.getKeyType(), to.getKeyType())
                && partAllowed(from.getValueType(), to.getValueType());
    }

    private static boolean fieldsAllowed(List<RelDataTypeField> from, List<RelDataTypeField> to) {
        if (from.size() != to.size()) {
            return false;
        }
        for (int index = 0; index < from.size(); index++) {
            if (!allowed(from.get(index).getType(), to.get(index).getType())) {
                return false;
            }
        }
        return true;
    }

    private static boolean partAllowed(@Nullable RelDataType from, @Nullable RelDataType to) {
        return from == null || to == null || allowed(from, to);
    }

    private static Map<SqlTypeName, Set<SqlTypeName>> sources() {
        Set<SqlTypeName> integers = EnumSet.of(SqlTypeName.TINYINT);
        Map<SqlTypeName, Set<SqlTypeName>> sources = new EnumMap<>(SqlTypeName.class);
        sources.put(SqlTypeName.TINYINT, EnumSet.copyOf(integers));
        for (SqlTypeName wider : List.of(SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT)) {
            integers.add(wider);
            sources.put(wider, EnumSet.copyOf(integers));
        }
        Set<SqlTypeName> numbers = EnumSet.copyOf(integers);
        numbers.add(SqlTypeName.DECIMAL);
        numbers.add(SqlTypeName.FLOAT);
        numbers.add(SqlTypeName.REAL);
        sources.put(SqlTypeName.FLOAT, EnumSet.copyOf(numbers));
        sources.put(SqlTypeName.REAL, EnumSet.copyOf(numbers));
        numbers.add(SqlTypeName.DOUBLE);
        sources.put(SqlTypeName.DECIMAL, numbers);
        sources.put(SqlTypeName.DOUBLE, numbers);

        sources.put(SqlTypeName.CHAR, EnumSet.of(SqlTypeName.CHAR));
        sources.put(SqlTypeName.VARCHAR, EnumSet.of(SqlTypeName.CHAR, SqlTypeName.VARCHAR));
        sources.put(SqlTypeName.BINARY, EnumSet.of(SqlTypeName.BINARY));
        sources.put(SqlTypeName.VARBINARY, EnumSet.of(SqlTypeName.BINARY, SqlTypeName.VARBINARY));

        Set<SqlTypeName> timestamps = EnumSet.of(SqlTypeName.TIMESTAMP, SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
        sources.put(SqlTypeName.TIMESTAMP, timestamps);
        sources.put(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, timestamps);
        sources.put(SqlTypeName.DATE, EnumSet.of(SqlTypeName.DATE, SqlTypeName.TIMESTAMP));
        sources.put(SqlTypeName.TIME, EnumSet.of(SqlTypeName.TIME, SqlTypeName.TIMESTAMP));
        return sources;
    }
}
