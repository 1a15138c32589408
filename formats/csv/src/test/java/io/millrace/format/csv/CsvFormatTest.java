/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.format.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.RecordDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvFormatTest {
    record Airport(String code, String city, int runways, double latitude) {}

    record AirportDay(LocalDate day, String originCode, BigDecimal avgDelay) {}

    record Boxed(Integer count, Instant at, boolean open) {}

    record Single(String text) {}

    enum Size {
        SMALL,
        LARGE
    }

    record Sized(Size size, long number) {}

    private static <T> T decode(CsvFormat<T> format, String header, String line) throws MalformedRecordException {
        RecordDecoder<T> decoder = format.createDecoder();
        byte[] headerBytes = header.getBytes(StandardCharsets.UTF_8);
        if (format.hasHeader()) {
            decoder.readHeader(headerBytes, 0, headerBytes.length);
        }
        byte[] bytes = ("##" + line + "##").getBytes(StandardCharsets.UTF_8);
        return decoder.decode(bytes, 2, bytes.length - 4);
    }

    private static <T> MalformedRecordException refusal(CsvFormat<T> format, String header, String line) {
        return catchThrowableOfType(MalformedRecordException.class, () -> decode(format, header, line));
    }

    private static <T> String encode(CsvFormat<T> format, T record) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        format.createEncoder().encode(record, output);
        return output.toString(StandardCharsets.UTF_8);
    }

    private static <T> String header(CsvFormat<T> format) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        format.createEncoder().writeHeader(output);
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void matchesColumnsByNameWhateverTheirOrder() throws Exception {
        Airport airport =
                decode(CsvFormat.of(Airport.class), "latitude,extra, city ,runways,code", "52.5,x,Berlin,2,BER");
        assertThat(airport).isEqualTo(new Airport("BER", "Berlin", 2, 52.5));
    }

    @Test
    void readsColumnsInTheOrderOfTheComponentsWhereThereIsNoHeader() throws Exception {
        Airport airport =
                decode(CsvFormat.of(Airport.class).withoutHeader().withSeparator(';'), "", "BER;\"a;b\";2;52.5");
        assertThat(airport).isEqualTo(new Airport("BER", "a;b", 2, 52.5));
    }

    @Test
    void mapsSnakeCaseColumnsToComponents() throws Exception {
        CsvFormat<AirportDay> format = CsvFormat.of(AirportDay.class).withSnakeCaseNames();
        AirportDay day = new AirportDay(LocalDate.of(2001, 1, 2), "SFO", new BigDecimal("12.50"));
        assertThat(header(format)).isEqualTo("day,origin_code,avg_delay\n");
        assertThat(encode(format, day)).isEqualTo("2001-01-02,SFO,12.50\n");
        assertThat(decode(format, "day,origin_code,avg_delay", "2001-01-02,SFO,12.50"))
                .isEqualTo(day);
    }

    @Test
    void writesNoHeaderWhereTheFormatHasNone() throws Exception {
        assertThat(header(CsvFormat.of(Airport.class).withoutHeader())).isEmpty();
    }

    @Test
    void everyStringComesBackAsItWasWritten() throws Exception {
        CsvFormat<Single> format = CsvFormat.of(Single.class);
        for (String text : List.of(
                "",
                " ",
                "plain",
                "a,b",
                "say \"hi\"",
                "\"",
                "two\nlines",
                "\r\n",
                "Zürich 東京 😀",
                " padded ",
                "null",
                "#no comment",
                "back\\slash",
                "=1+1",
                "\uFFFD")) {
            String line = encode(format, new Single(text));
            assertThat(line).endsWith("\n");
            assertThat(decode(format, "text", line.substring(0, line.length() - 1)))
                    .as(line)
                    .isEqualTo(new Single(text));
        }
    }

    @Test
    void tellsNullFromTheEmptyString() throws Exception {
        CsvFormat<Airport> format = CsvFormat.of(Airport.class);
        assertThat(encode(format, new Airport(null, "", 1, 2))).isEqualTo(",\"\",1,2.0\n");
        assertThat(decode(format, "code,city,runways,latitude", ",\"\",1,2.0")).isEqualTo(new Airport(null, "", 1, 2));
    }

    @Test
    void readsAndWritesTheNullLiteral() throws Exception {
        CsvFormat<Airport> format = CsvFormat.of(Airport.class).withNullLiteral("NA");
        assertThat(encode(format, new Airport(null, "", 1, 2))).isEqualTo("NA,\"\",1,2.0\n");
        assertThat(decode(format, "code,city,runways,latitude", "NA,,1,2.0")).isEqualTo(new Airport(null, "", 1, 2));
        assertThatThrownBy(() -> encode(format, new Airport("NA", "", 1, 2)))
                .hasMessageContaining("equals the null literal");
    }

    @Test
    void refusesToWriteABlankLine() {
        assertThatThrownBy(() -> encode(CsvFormat.of(Single.class), new Single(null)))
                .hasMessageContaining("withNullLiteral");
    }

    @Test
    void readsBoxesInstantsBooleansAndEnums() throws Exception {
        Boxed boxed = new Boxed(null, Instant.parse("2001-01-02T03:04:05.678Z"), true);
        CsvFormat<Boxed> format = CsvFormat.of(Boxed.class);
        assertThat(decode(format, "count,at,open", encode(format, boxed).strip()))
                .isEqualTo(boxed);
        assertThat(decode(CsvFormat.of(Sized.class), "size,number", "LARGE,-7")).isEqualTo(new Sized(Size.LARGE, -7));
    }

    @Test
    void namesFieldColumnValueAndReasonOfAMalformedField() {
        MalformedRecordException refusal =
                refusal(CsvFormat.of(Airport.class), "code,city,runways,latitude", "BER,\"a,\"\"b\",two,1");
        assertThat(refusal.field()).isEqualTo("runways");
        assertThat(refusal.line()).isZero();
        assertThat(refusal.column()).isEqualTo(13);
        assertThat(refusal.reason()).contains("\"two\"").contains("int");
    }

    @Test
    void countsTheLinesWithinARecord() {
        MalformedRecordException refusal =
                refusal(CsvFormat.of(Airport.class), "code,city,runways,latitude", "BER,\"a\nb\n\",1,north");
        assertThat(refusal.field()).isEqualTo("latitude");
        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.column()).isEqualTo(5);
    }

    @Test
    void refusesAnEmptyFieldForAPrimitive() {
        assertThat(refusal(CsvFormat.of(Airport.class), "code,city,runways,latitude", "BER,x,,1")
                        .field())
                .isEqualTo("runways");
        assertThat(refusal(CsvFormat.of(Airport.class), "code,city,runways,latitude", "BER,x,\"\",1")
                        .field())
                .isEqualTo("runways");
    }

    @Test
    void refusesNumbersThatDoNotFit() {
        for (String value : List.of("3000000000", "1.5", "0x10", "1 000")) {
            assertThat(refusal(CsvFormat.of(Airport.class), "code,city,runways,latitude", "BER,x," + value + ",1"))
                    .as(value)
                    .isNotNull();
        }
    }

    @Test
    void refusesRecordsWithTooFewOrTooManyFields() {
        assertThat(refusal(CsvFormat.of(Airport.class), "code,city,runways,latitude", "BER,x,1"))
                .isNotNull();
        assertThat(refusal(CsvFormat.of(Airport.class), "code,city,runways,latitude", "BER,x,1,2,3"))
                .isNotNull();
    }

    @Test
    void refusesQuotesThatDoNotClose() {
        assertThat(refusal(CsvFormat.of(Single.class), "text", "\"open")).isNotNull();
        assertThat(refusal(CsvFormat.of(Single.class), "text", "\"open\"x")).isNotNull();
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin1 = "Zürich".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> CsvFormat.of(Single.class).createDecoder().decode(latin1, 0, latin1.length))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void refusesAHeaderThatLacksAColumnOrNamesOneTwice() {
        assertThat(refusal(CsvFormat.of(Airport.class), "code,city,latitude", ""))
                .hasMessageContaining("runways")
                .hasMessageContaining("[code, city, latitude]");
        assertThat(refusal(CsvFormat.of(Single.class), "text,a,a", "").field()).isEqualTo("a");
    }

    @Test
    void refusesASeparatorThatCannotSeparate() {
        assertThatThrownBy(() -> CsvFormat.of(Airport.class).withSeparator('"'))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CsvFormat.of(Airport.class).withSeparator('→'))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
