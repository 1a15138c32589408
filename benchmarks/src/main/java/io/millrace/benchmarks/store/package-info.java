/* SPDX-License-Identifier: Apache-2.0 */
/** Benchmarks of the keyed store: lookup and update, and the pause that a snapshot makes. */
@org.jspecify.annotations.NullMarked
package io.millrace.benchmarks.store;
