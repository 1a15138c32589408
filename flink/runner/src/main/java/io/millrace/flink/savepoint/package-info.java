/* SPDX-License-Identifier: Apache-2.0 */
/** Turns savepoints of Flink's into savepoints that embedded jobs start from. */
@org.jspecify.annotations.NullMarked
package io.millrace.flink.savepoint;
