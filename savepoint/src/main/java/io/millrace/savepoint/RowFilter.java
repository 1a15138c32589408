/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One condition on rows, as people write it: {@code streak.length >= 3}, {@code key = ORD}, {@code key.day != 2001-01-01}.
 * The left side is a state's name or {@code key}, with dots into its fields; numbers are compared as numbers, all else as
 * text. A row that has no such value does not fit, whatever the condition.
 */
public final class RowFilter implements Predicate<ObjectNode> {
    private static final Pattern CONDITION = Pattern.compile("\\s*([^<>=!]+?)\\s*(<=|>=|!=|=|<|>)\\s*(.*?)\\s*");

    private final String path;
    private final String operator;
    private final String operand;

    private RowFilter(String path, String operator, String operand) {
        this.path = path;
        this.operator = operator;
        this.operand = operand;
    }

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static RowFilter parse(String condition) {
        Matcher matcher = CONDITION.matcher(condition);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + condition + "' is no condition: write FIELD, one of = != < <= > >=,"
                            + " and a value, such as 'key = ORD' or 'streak.length >= 3'");
        }
        return new RowFilter(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /**
     * Holds the condition against the rows that it is meant for, since one that names nothing of theirs fits none.
     *
     * @throws IllegalArgumentException if its path does not begin with a field of theirs; the message names those
     */
    public void requireFieldOf(Schema rows) {
        List<String> names = rows.getFields().stream().map(StateRow::nameOf).toList();
        if (names.stream().noneMatch(name -> path.equals(name) || path.startsWith(name + "."))) {
            throw new IllegalArgumentException("There is no '" + path
                    + "' in these rows. Conditions begin with one of: " + String.join(", ", names));
        }
    }

    @Override
    public boolean test(ObjectNode row) {
        JsonNode value = find(row, path);
        if (value == null || value.isNull()) {
            return false;
        }
        int order = compare(value);
        return switch (operator) {
            case "=" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private int compare(JsonNode value) {
        if (value.isNumber()) {
            try {
                return value.decimalValue().compareTo(new BigDecimal(operand));
            } catch (NumberFormatException noNumber) {
                return value.asText().compareTo(operand);
            }
        }
        return KeyText.of(value).compareTo(operand);
    }

    /** Names may hold dots themselves, so the longest one that fits comes first. */
    private static @Nullable JsonNode find(JsonNode from, String path) {
        JsonNode whole = from.get(path);
        if (whole != null) {
            return whole;
        }
        for (Map.Entry<String, JsonNode> field : from.properties()) {
            if (path.startsWith(field.getKey() + ".")) {
                return find(field.getValue(), path.substring(field.getKey().length() + 1));
            }
        }
        return null;
    }
}
