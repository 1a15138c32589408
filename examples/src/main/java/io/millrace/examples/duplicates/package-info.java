/* SPDX-License-Identifier: Apache-2.0 */
/** Deliveries of an at-least-once queue, each passed on once. */
@org.jspecify.annotations.NullMarked
package io.millrace.examples.duplicates;
