/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as ISO 8601 writes them. */
final class IsoDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + value + "' is not an ISO duration, such as PT15M, PT6H or P3D (minutes, hours, days)");
        }
    }
}
