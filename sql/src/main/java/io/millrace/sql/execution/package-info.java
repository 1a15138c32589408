/* SPDX-License-Identifier: Apache-2.0 */
/** Turns statements into jobs, and runs them. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.execution;
