/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

/**
 * A row of the airports table. City and state are kept as the table has them, {@code NA} included.
 *
 * @param iata IATA code
 * @param latitude degrees
 * @param longitude degrees
 */
public record Airport(
        String iata, String name, String city, String state, String country, double latitude, double longitude) {}
