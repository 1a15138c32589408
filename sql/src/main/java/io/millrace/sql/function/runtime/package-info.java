/* SPDX-License-Identifier: Apache-2.0 */
/** What generated code calls: SQL functions over single values that are not null, as static methods. */
@NullMarked
package io.millrace.sql.function.runtime;

import org.jspecify.annotations.NullMarked;
