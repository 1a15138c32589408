/* SPDX-License-Identifier: Apache-2.0 */
/** Programs as Apache Flink jobs. */
@org.jspecify.annotations.NullMarked
package io.millrace.differential.flink;
