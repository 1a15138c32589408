/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/**
 * A value with a time to live.
 *
 * @param touchedMillis processing time when it was last written, or read where reading refreshes
 */
record Stamped(@Nullable Object value, long touchedMillis) {}
