/* SPDX-License-Identifier: Apache-2.0 */
/** Batches of columns while they are being made. */
@org.jspecify.annotations.NullMarked
package io.millrace.sql.column;
