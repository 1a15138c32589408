/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/** The kinds of events, in the order in which a round has them. */
public enum EventKind {
    PERSON,
    AUCTION,
    BID
}
