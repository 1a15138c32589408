/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each thread made of the texts that it met last, such as formats and regular expressions. Usually it meets the one of before, the same object. */
final class Recent<T> {
    private static final int REMEMBERED = 64;

    private final ThreadLocal<Made<T>> made = ThreadLocal.withInitial(Made::new);
    private final Function<String, ? extends T> make;

    /** @param make what is thrown by it, {@link #of} throws */
    Recent(Function<String, ? extends T> make) {
        this.make = make;
    }

    private static final class Made<T> extends LinkedHashMap<String, T> {
        private @Nullable String lastText;
        private @Nullable T last;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > REMEMBERED;
        }
    }

    @SuppressWarnings({"StringEquality", "ReferenceEquality"}) // a quick way for a constant, which is one object
    T of(String text) {
        Made<T> known = made.get();
        T last = known.last;
        if (last != null && known.lastText == text) {
            return last;
        }
        T found = known.computeIfAbsent(text, make);
        known.lastText = text;
        known.last = found;
        return found;
    }
}
