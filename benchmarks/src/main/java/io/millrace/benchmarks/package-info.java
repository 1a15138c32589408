/* SPDX-License-Identifier: Apache-2.0 */
/** NEXMark against a hand-written loop and Apache Flink, and JMH benchmarks of the parts. */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
