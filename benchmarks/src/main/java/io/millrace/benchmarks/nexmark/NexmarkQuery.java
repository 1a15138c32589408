/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

/** A query of NEXMark, in whichever API. */
public interface NexmarkQuery {

    /** The name on the command line and in reports, such as {@code q5}. */
    String label();
}
