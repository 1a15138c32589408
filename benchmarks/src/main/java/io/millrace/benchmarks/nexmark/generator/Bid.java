/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/**
 * A bid on an auction.
 *
 * @param auction id of an {@link Auction}
 * @param bidder id of a {@link Person}
 * @param price in cents
 * @param channel where the bid came from, one of a few names
 * @param url address of the page it came from, a fresh string in every bid
 * @param dateTime event time in epoch milliseconds
 */
public record Bid(long auction, long bidder, long price, String channel, String url, long dateTime) implements Event {}
