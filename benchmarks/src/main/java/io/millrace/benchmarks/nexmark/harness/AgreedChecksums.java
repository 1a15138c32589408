/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import java.util.HashMap;
import java.util.Map;

/** The checksum of each query that its first run gave and all others must give. */
final class AgreedChecksums {

    private final Map<String, String> byQuery = new HashMap<>();

    /** @throws ChecksumMismatchException if an earlier run of the query gave another checksum */
    void requireSame(BenchmarkCase benchmarkCase, String checksum) {
        String expected = byQuery.putIfAbsent(benchmarkCase.query().label(), checksum);
        if (expected != null && !expected.equals(checksum)) {
            throw new ChecksumMismatchException(benchmarkCase, checksum, expected);
        }
    }
}
