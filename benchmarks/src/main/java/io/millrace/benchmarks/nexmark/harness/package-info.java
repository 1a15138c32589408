/* SPDX-License-Identifier: Apache-2.0 */
/** Runs engines in JVMs of their own, interleaved, compares their checksums, and reports medians and ratios. */
@org.jspecify.annotations.NullMarked
package io.millrace.benchmarks.nexmark.harness;
