/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/**
 * An auction that opens.
 *
 * @param id unique, rising with event time
 * @param initialBid lowest price, in cents
 * @param reserve price in cents below which the seller keeps the item
 * @param dateTime event time in epoch milliseconds
 * @param expires end of the auction in epoch milliseconds
 * @param seller id of a {@link Person}
 * @param category one of five, from 10 on
 */
public record Auction(
        long id,
        String itemName,
        String description,
        long initialBid,
        long reserve,
        long dateTime,
        long expires,
        long seller,
        long category)
        implements Event {}
