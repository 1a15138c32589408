/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.record;

import io.millrace.data.JavaType;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.row.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Which SQL types the components of records have where no schema says so. Primitive ones are NOT NULL.
 *
 * <pre>
 *  boolean, byte, short, int, long     BOOLEAN, TINYINT, SMALLINT, INT, BIGINT
 *  float, double                       FLOAT, DOUBLE
 *  BigDecimal                          DECIMAL(38, 18)
 *  String, char, enums                 STRING
 *  byte[]                              BYTES
 *  LocalDate, LocalTime                DATE, TIME(3)
 *  LocalDateTime                       TIMESTAMP(9)
 *  Instant, OffsetDateTime, Zoned...   TIMESTAMP_LTZ(9)
 *  Collection, T[]                     ARRAY
 *  Map                                 MAP
 *  Optional                            what is in it
 *  records, tuples, POJOs              ROW
 * </pre>
 */
public final class SqlTypesOfJava {
    private static final Map<Class<?>, String> SCALARS = Map.ofEntries(
            Map.entry(Boolean.class, "BOOLEAN"),
            Map.entry(Byte.class, "TINYINT"),
            Map.entry(Short.class, "SMALLINT"),
            Map.entry(Integer.class, "INT"),
            Map.entry(Long.class, "BIGINT"),
            Map.entry(Float.class, "FLOAT"),
            Map.entry(Double.class, "DOUBLE"),
            Map.entry(BigDecimal.class, "DECIMAL(38, 18)"),
            Map.entry(String.class, "STRING"),
            Map.entry(Character.class, "STRING"),
            Map.entry(byte[].class, "BYTES"),
            Map.entry(LocalDate.class, "DATE"),
            Map.entry(LocalTime.class, "TIME(3)"),
            Map.entry(LocalDateTime.class, "TIMESTAMP(9)"),
            Map.entry(Instant.class, "TIMESTAMP_LTZ(9)"),
            Map.entry(OffsetDateTime.class, "TIMESTAMP_LTZ(9)"),
            Map.entry(ZonedDateTime.class, "TIMESTAMP_LTZ(9)"));

    private static final String STREAM_ADVICE =
            " Map the stream to records of primitives, strings, BigDecimal, the classes of java.time, lists, maps, and"
                    + " such records, or declare the column's type in a Schema.";
    private static final String FUNCTION_ADVICE =
            " It can be a primitive or its box, a String, BigDecimal, byte[], a class of java.time, a list, a map, or a"
                    + " record of these.";

    /** What the only column of a stream is called whose elements have no components. */
    public static final String ONLY_COLUMN = "f0";

    private SqlTypesOfJava() {}

    /**
     * Returns the columns of a class: their types as they are declared, by name.
     *
     * @throws SqlException if a component is of a class for which SQL has no type
     */
    public static Map<String, String> columns(JavaType type) {
        Map<String, String> columns = new LinkedHashMap<>();
        if (type.raw() == Row.class) {
            throw SqlException.of("A Row says neither what its columns are called nor of which types they are:"
                    + " give a Schema that declares them with column(name, type).");
        }
        RecordShape shape = isScalar(type) ? null : RecordShape.of(type);
        if (shape == null) {
            columns.put(ONLY_COLUMN, declaration(type, "The stream", List.of()));
        } else {
            for (RecordShape.Component component : shape.components()) {
                columns.put(
                        component.name(), declaration(component.type(), path(type, component), List.of(type.raw())));
            }
        }
        return columns;
    }

    /**
     * Returns the names that columns of a class can have.
     */
    public static List<String> names(JavaType type) {
        RecordShape shape = isScalar(type) ? null : RecordShape.of(type);
        return shape == null ? List.of(ONLY_COLUMN) : shape.names();
    }

    /** Whether values of a type are single values and no rows. */
    public static boolean isScalar(JavaType type) {
        Class<?> raw = RecordShape.boxed(type.raw());
        return SCALARS.containsKey(raw)
                || raw.isEnum()
                || raw.isArray()
                || raw == Optional.class
                || Collection.class.isAssignableFrom(raw)
                || Map.class.isAssignableFrom(raw);
    }

    /**
     * Looks whether SQL has a type for values of a class.
     *
     * @param path what they are, for messages
     * @throws SqlException if it has none
     */
    public static void requireType(JavaType type, String path) {
        try {
            declaration(type, path, List.of());
        } catch (SqlException none) {
            throw SqlException.of(none.reason().replace(STREAM_ADVICE, FUNCTION_ADVICE));
        }
    }

    /** Returns the type of single values of a class, primitive or not, or null if its values are no single ones. */
    public static @Nullable SqlTypeName scalar(Class<?> raw) {
        String declared = raw.isEnum() ? "STRING" : SCALARS.get(RecordShape.boxed(raw));
        if (declared == null) {
            return null;
        }
        return switch (declared) {
            case "INT" -> SqlTypeName.INTEGER;
            case "STRING" -> SqlTypeName.VARCHAR;
            case "BYTES" -> SqlTypeName.VARBINARY;
            case "DECIMAL(38, 18)" -> SqlTypeName.DECIMAL;
            case "TIME(3)" -> SqlTypeName.TIME;
            case "TIMESTAMP(9)" -> SqlTypeName.TIMESTAMP;
            case "TIMESTAMP_LTZ(9)" -> SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
            default -> SqlTypeName.valueOf(declared);
        };
    }

    /** Returns the digits of a second that a type of {@link #scalar} has, or -1 if it is no time. */
    public static int precision(SqlTypeName scalar) {
        return switch (scalar) {
            case TIME -> 3;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 9;
            default -> -1;
        };
    }

    /** Returns the types of the components of a class of rows, by name, in their order. */
    public static Map<String, JavaType> components(JavaType type) {
        RecordShape shape = RecordShape.of(type);
        if (shape == null) {
            throw new IllegalArgumentException(type.name() + " has no components");
        }
        Map<String, JavaType> components = new LinkedHashMap<>();
        shape.components().forEach(component -> components.put(component.name(), component.type()));
        return components;
    }

    static String path(JavaType owner, RecordShape.Component component) {
        return "The component '" + component.name() + "' of " + RecordShape.name(owner);
    }

    private static String declaration(JavaType type, String path, List<Class<?>> within) {
        Class<?> raw = type.raw();
        if (raw == Optional.class) {
            return nullable(type.argument(0), path, within);
        }
        return nullable(type, path, within) + (raw.isPrimitive() ? " NOT NULL" : "");
    }

    private static String nullable(JavaType type, String path, List<Class<?>> within) {
        Class<?> raw = RecordShape.boxed(type.raw());
        String scalar = SCALARS.get(raw);
        if (scalar != null) {
            return scalar;
        } else if (raw.isEnum()) {
            return "STRING";
        } else if (raw.isArray() || Collection.class.isAssignableFrom(raw)) {
            return "ARRAY<" + declaration(type.argument(0), path, within) + ">";
        } else if (Map.class.isAssignableFrom(raw)) {
            return "MAP<" + declaration(type.argument(0), path, within) + ", "
                    + declaration(type.argument(1), path, within) + ">";
        }
        if (within.contains(raw)) {
            throw SqlException.of(
                    path + " is a " + RecordShape.name(type) + ", which contains itself. SQL has no type for that.");
        }
        RecordShape shape = RecordShape.of(type);
        if (shape == null) {
            throw noType(type, path);
        }
        List<Class<?>> deeper = new ArrayList<>(within);
        deeper.add(raw);
        return shape.components().stream()
                .map(component -> ObjectPath.quoted(component.name()) + " "
                        + declaration(component.type(), path(type, component), deeper))
                .collect(Collectors.joining(", ", "ROW<", ">"));
    }

    private static SqlException noType(JavaType type, String path) {
        return SqlException.of(
                path + " is a " + RecordShape.name(type) + ", and SQL has no type for that." + STREAM_ADVICE);
    }

    /** Returns the error of a value that cannot be a column's. */
    static SqlException misfit(String path, JavaType type, String sqlType, @Nullable String advice) {
        return SqlException.of(path + " is a " + RecordShape.name(type) + ", which does not fit the SQL type " + sqlType
                + "." + (advice == null ? "" : " " + advice));
    }
}
