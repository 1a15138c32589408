/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import java.math.BigDecimal;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One text for a value, whichever engine it comes from: equal values have equal texts, and -0.0 is not 0.0. */
public final class ValueText {
    private ValueText() {}

    public static String of(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return "x'" + HexFormat.of().formatHex(bytes) + "'";
        } else if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof String text) {
            return "'" + text + "'";
        } else if (value instanceof Period period) {
            return Long.toString(period.toTotalMonths()) + " months";
        } else if (value instanceof Object[] elements) {
            return list(Arrays.asList(elements));
        } else if (value instanceof List<?> elements) {
            return list(elements);
        } else if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((key, each) -> entries.add(of(key) + "=" + of(each)));
            entries.sort(null);
            return "{" + String.join(", ", entries) + "}";
        }
        return String.valueOf(value);
    }

    private static String list(List<?> elements) {
        List<String> texts = new ArrayList<>();
        elements.forEach(element -> texts.add(of(element)));
        return "[" + String.join(", ", texts) + "]";
    }
}
