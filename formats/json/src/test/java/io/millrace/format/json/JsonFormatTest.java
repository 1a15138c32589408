/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.connector.MalformedRecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonFormatTest {
    record Leg(String origin, int distance) {}

    record Trip(String name, List<Leg> legs, Instant at, LocalDate day, BigDecimal price) {}

    private static <T> T decode(JsonFormat<T> format, String line) throws MalformedRecordException {
        byte[] bytes = ("##" + line + "##").getBytes(StandardCharsets.UTF_8);
        return format.createDecoder().decode(bytes, 2, bytes.length - 4);
    }

    private static <T> MalformedRecordException refusal(JsonFormat<T> format, String line) {
        return catchThrowableOfType(MalformedRecordException.class, () -> decode(format, line));
    }

    private static <T> String encode(JsonFormat<T> format, T record) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        format.createEncoder().encode(record, output);
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyRecordComesBackAsItWasWritten() throws Exception {
        JsonFormat<Trip> format = JsonFormat.of(Trip.class);
        for (String name : Arrays.asList(null, "", "a \"b\"", "two\nlines\r\n", "東京 😀", "\u2028", "\\")) {
            Trip trip = new Trip(
                    name,
                    List.of(new Leg("SFO", 1), new Leg(name, -2)),
                    Instant.parse("2001-01-02T03:04:05.678Z"),
                    LocalDate.of(2001, 1, 2),
                    new BigDecimal("10.50"));
            String line = encode(format, trip);
            assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
            assertThat(decode(format, line)).isEqualTo(trip);
        }
    }

    @Test
    void writesDatesAsText() throws Exception {
        assertThat(encode(
                        JsonFormat.of(Trip.class),
                        new Trip("x", List.of(), Instant.EPOCH, LocalDate.EPOCH, new BigDecimal("1E+3"))))
                .isEqualTo("{\"name\":\"x\",\"legs\":[],\"at\":\"1970-01-01T00:00:00Z\","
                        + "\"day\":\"1970-01-01\",\"price\":1000}\n");
    }

    @Test
    void ignoresOrRefusesUnknownFields() throws Exception {
        String line = "{\"origin\":\"SFO\",\"distance\":1,\"extra\":[1]}";
        assertThat(decode(JsonFormat.of(Leg.class), line)).isEqualTo(new Leg("SFO", 1));
        assertThat(refusal(JsonFormat.of(Leg.class).refuseUnknownFields(), line).field())
                .isEqualTo("extra");
    }

    @Test
    void namesPathColumnAndReasonOfAMalformedField() {
        MalformedRecordException refusal =
                refusal(JsonFormat.of(Trip.class), "{\"legs\":[{\"distance\":1},{\"distance\":\"far\"}]}");
        assertThat(refusal.field()).isEqualTo("legs[1].distance");
        assertThat(refusal.column()).isBetween(26, 46);
        assertThat(refusal.reason()).contains("far").contains("int");
    }

    @Test
    void refusesMissingPrimitivesFractionsTrailingTextAndNull() {
        for (String line : List.of(
                "{\"origin\":\"SFO\"}",
                "{\"distance\":1.5}",
                "{\"distance\":99999999999}",
                "{\"distance\":1}{}",
                "{\"distance\":1",
                "{\"distance\":1,\"distance\":2}",
                "null",
                "[]",
                "nonsense")) {
            assertThat(refusal(JsonFormat.of(Leg.class), line)).as(line).isNotNull();
        }
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin1 = "{\"origin\":\"Zürich\",\"distance\":1}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(catchThrowableOfType(
                        MalformedRecordException.class,
                        () -> JsonFormat.of(Leg.class).createDecoder().decode(latin1, 0, latin1.length)))
                .isNotNull();
    }
}
