/* SPDX-License-Identifier: Apache-2.0 */
/** The queries as Millrace programs. */
@org.jspecify.annotations.NullMarked
package io.millrace.benchmarks.nexmark.millrace;
