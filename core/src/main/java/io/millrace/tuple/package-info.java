/* SPDX-License-Identifier: Apache-2.0 */
/** Tuples, for programs that come from Flink; a Java record names its fields and cannot change. */
@org.jspecify.annotations.NullMarked
package io.millrace.tuple;
