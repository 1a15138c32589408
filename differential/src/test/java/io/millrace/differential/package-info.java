/* SPDX-License-Identifier: Apache-2.0 */
/** Random programs that run on Millrace and on Apache Flink, and must give the same rows on both. */
@org.jspecify.annotations.NullMarked
package io.millrace.differential;
