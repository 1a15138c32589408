/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.nio.file.Path;
import java.util.Locale;

/** The outputs of the job. Each is a directory with CSV files. */
public enum FlightsOutput {
    AIRPORT_DAYS("flights and delays of each airport and day"),
    WORST("the five airports with the highest average delay of each day"),
    ALERTS("airports where five departures in a row were late"),
    LATE("flights that came after their day had closed");

    private final String meaning;

    FlightsOutput(String meaning) {
        this.meaning = meaning;
    }

    /** Returns what the rows are, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Returns the name of the output's directory, such as {@code airport-days}. */
    public String directoryName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Path directory(Path output) {
        return output.resolve(directoryName());
    }
}
