/* SPDX-License-Identifier: Apache-2.0 */
/** Flink SQL: what runs a script statement by statement. */
@NullMarked
package io.millrace.sql;

import org.jspecify.annotations.NullMarked;
