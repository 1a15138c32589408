/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes the {@code flights.csv} of this example from the {@code flights-20k.json} of vega-datasets: the same fields, in
 * order of actual departure (scheduled time plus delay); flights that left in the same minute keep their order.
 */
public final class PrepareFlights {
    private PrepareFlights() {}

    /**
     * @param arguments the JSON file to read and the CSV file to write
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Usage: PrepareFlights flights-20k.json flights.csv");
        }
        List<Flight> flights = new ArrayList<>(
                List.of(new ObjectMapper().readValue(Path.of(arguments[0]).toFile(), Flight[].class)));
        flights.sort(Comparator.comparingLong(PrepareFlights::departure));
        List<String> lines = new ArrayList<>();
        lines.add("date,delay,distance,origin,destination");
        for (Flight flight : flights) {
            lines.add(flight.toCsvLine());
        }
        Files.writeString(Path.of(arguments[1]), String.join("\n", lines) + "\n");
    }

    private static long departure(Flight flight) {
        return flight.scheduledMillis() + Duration.ofMinutes(flight.delay()).toMillis();
    }
}
