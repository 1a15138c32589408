/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.data.RowKind;
import org.jspecify.annotations.Nullable;

/**
 * A row that comes, changes or goes.
 *
 * @param values of all columns, in the form in which they lie in columns, boxed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RowChange(RowKind kind, @Nullable Object[] values) {}
