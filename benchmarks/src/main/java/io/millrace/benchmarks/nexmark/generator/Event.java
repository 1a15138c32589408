/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/** One NEXMark event: a person registers, opens an auction, or bids. */
public sealed interface Event permits Person, Auction, Bid {

    /** Event time in epoch milliseconds. */
    long dateTime();
}
