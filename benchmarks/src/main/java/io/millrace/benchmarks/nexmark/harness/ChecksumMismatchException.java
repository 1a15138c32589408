/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

/** Two runs of the same query gave different results: at least one engine is wrong, and no figure counts. */
public final class ChecksumMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ChecksumMismatchException(BenchmarkCase benchmarkCase, String actual, String expected) {
        super("CHECKSUM MISMATCH: " + benchmarkCase + " gave " + actual + ", but the first run of "
                + benchmarkCase.query().label() + " gave " + expected
                + " (result rows, then their checksum). The results differ, so the figures mean nothing.");
    }
}
