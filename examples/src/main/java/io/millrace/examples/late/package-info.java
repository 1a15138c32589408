/* SPDX-License-Identifier: Apache-2.0 */
/** Meter readings that come late, and the results they correct. */
@org.jspecify.annotations.NullMarked
package io.millrace.examples.late;
