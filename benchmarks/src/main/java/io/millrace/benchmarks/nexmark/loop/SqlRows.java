/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import static io.millrace.benchmarks.nexmark.sql.ChangelogChecksum.mixed;
import static io.millrace.benchmarks.nexmark.sql.ChangelogChecksum.text;
import static io.millrace.benchmarks.nexmark.sql.ChangelogChecksum.weighted;

import io.millrace.benchmarks.nexmark.sql.ChangelogChecksum;
import org.jspecify.annotations.Nullable;

/** Hashes of the rows of SQL, as {@link ChangelogChecksum} defines them; texts enter by {@link #of}. */
final class SqlRows {

    private SqlRows() {}

    static long of(@Nullable String text) {
        return text == null ? ChangelogChecksum.NULL : text(text);
    }

    static long row(long a) {
        return mixed(weighted(0, a));
    }

    static long row(long a, long b) {
        return mixed(weighted(0, a) + weighted(1, b));
    }

    static long row(long a, long b, long c) {
        return mixed(weighted(0, a) + weighted(1, b) + weighted(2, c));
    }

    static long row(long a, long b, long c, long d) {
        return mixed(weighted(0, a) + weighted(1, b) + weighted(2, c) + weighted(3, d));
    }

    static long row(long a, long b, long c, long d, long e) {
        return mixed(weighted(0, a) + weighted(1, b) + weighted(2, c) + weighted(3, d) + weighted(4, e));
    }

    static long row(long a, long b, long c, long d, long e, long f, long g) {
        return mixed(weighted(0, a)
                + weighted(1, b)
                + weighted(2, c)
                + weighted(3, d)
                + weighted(4, e)
                + weighted(5, f)
                + weighted(6, g));
    }
}
