/* SPDX-License-Identifier: Apache-2.0 */
/** The NEXMark events and the deterministic in-process generator that every engine reads them from. */
@org.jspecify.annotations.NullMarked
package io.millrace.benchmarks.nexmark.generator;
