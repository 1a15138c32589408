/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.record;

import org.jspecify.annotations.Nullable;

/** Takes single values from one form to another. Thread-safe. */
@FunctionalInterface
public interface ValueConversion {
    @Nullable
    Object of(@Nullable Object value);
}
