/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.column.ColumnLayout;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;

/** The classes of single values in generated code, and how its source writes them. */
final class JavaTypes {

    private JavaTypes() {}

    /** Returns the class of a value of a type. */
    static Class<?> of(RelDataType type) {
        ColumnLayout layout = ColumnLayout.of(type);
        if (layout != ColumnLayout.OBJECT) {
            return layout.value();
        }
        return switch (type.getSqlTypeName()) {
            case CHAR, VARCHAR -> String.class;
            case DECIMAL -> BigDecimal.class;
            case BINARY, VARBINARY -> byte[].class;
            case TIMESTAMP -> LocalDateTime.class;
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> Instant.class;
            case ARRAY, ROW -> List.class;
            case MAP, MULTISET -> Map.class;
            default -> type.isStruct() ? List.class : Object.class;
        };
    }

    /** Returns a class as source writes it, which imports what it is in. */
    static String name(Class<?> type) {
        return type.getSimpleName();
    }

    /** Returns what a variable holds while its value is null. */
    static String initial(Class<?> type) {
        if (type == boolean.class) {
            return "false";
        } else if (type == long.class) {
            return "0L";
        }
        return type.isPrimitive() ? "0" : "null";
    }

    /** Returns the boxed form of a value. */
    static String boxed(String code, Class<?> type) {
        return type.isPrimitive() ? wrapper(type) + ".valueOf(" + code + ")" : code;
    }

    /** Returns a value of a class that was an {@code Object}. */
    static String unboxed(String code, Class<?> type) {
        if (type.isPrimitive()) {
            return "((" + wrapper(type) + ") " + code + ")." + type.getSimpleName() + "Value()";
        }
        return type == Object.class ? code : "((" + name(type) + ") " + code + ")";
    }

    private static String wrapper(Class<?> type) {
        if (type == int.class) {
            return "Integer";
        }
        String name = type.getSimpleName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Returns a text as a literal, in ASCII. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '"' || character == '\\') {
                literal.append('\\').append(character);
            } else if (character == '\n') {
                literal.append("\\n");
            } else if (character == '\r') {
                literal.append("\\r");
            } else if (character < ' ' || character > '~') {
                literal.append(String.format("\\u%04x", (int) character));
            } else {
                literal.append(character);
            }
        }
        return literal.append('"').toString();
    }
}
