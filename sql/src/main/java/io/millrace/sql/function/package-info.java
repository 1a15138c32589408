/* SPDX-License-Identifier: Apache-2.0 */
/** The functions and operators that a statement may call. */
@NullMarked
package io.millrace.sql.function;

import org.jspecify.annotations.NullMarked;
