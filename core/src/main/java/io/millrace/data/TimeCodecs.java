/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

/**
 * The codecs of {@code java.time}. Avro's logical types serve where they hold every value; timestamps do not (years
 * or nanoseconds are missing), so these are records of seconds and nanoseconds. The rest are ISO 8601 strings.
 */
final class TimeCodecs {
    private TimeCodecs() {}

    static List<TypeCodec> all() {
        List<TypeCodec> codecs = new ArrayList<>();
        codecs.add(seconds(Instant.class, Instant::getEpochSecond, Instant::getNano, Instant::ofEpochSecond));
        codecs.add(seconds(Duration.class, Duration::getSeconds, Duration::getNano, Duration::ofSeconds));
        codecs.add(seconds(
                LocalDateTime.class,
                value -> value.toEpochSecond(ZoneOffset.UTC),
                LocalDateTime::getNano,
                (second, nanos) -> LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC)));
        codecs.add(date());
        codecs.add(new ScalarCodec<>(
                LocalTime.class,
                () -> ScalarCodecs.marked(Schema.create(Schema.Type.LONG), LocalTime.class),
                (value, out) -> out.writeLong(value.toNanoOfDay()),
                in -> LocalTime.ofNanoOfDay(in.readLong()),
                value -> Long.hashCode(value.toNanoOfDay())));
        codecs.add(new ScalarCodec<>(
                Year.class,
                () -> ScalarCodecs.marked(Schema.create(Schema.Type.INT), Year.class),
                (value, out) -> out.writeInt(value.getValue()),
                in -> Year.of(in.readInt()),
                Year::getValue));
        codecs.add(text(ZonedDateTime.class, TimeCodecs::parseZoned));
        codecs.add(text(OffsetDateTime.class, OffsetDateTime::parse));
        codecs.add(text(OffsetTime.class, OffsetTime::parse));
        codecs.add(text(YearMonth.class, YearMonth::parse));
        codecs.add(text(MonthDay.class, MonthDay::parse));
        codecs.add(text(Period.class, Period::parse));
        codecs.add(text(ZoneOffset.class, ZoneOffset::of));
        codecs.add(text(ZoneId.class, ZoneId::of));
        return codecs;
    }

    private interface OfSeconds<T> {
        T create(long seconds, int nanos);
    }

    private static <T> TypeCodec seconds(
            Class<T> type, ToLongFunction<T> seconds, ToIntFunction<T> nanos, OfSeconds<T> create) {
        return new ScalarCodec<>(
                type,
                () -> ScalarCodecs.marked(
                        Schema.createRecord(
                                type.getName(),
                                null,
                                null,
                                false,
                                List.of(
                                        new Schema.Field("seconds", Schema.create(Schema.Type.LONG)),
                                        new Schema.Field("nanos", Schema.create(Schema.Type.INT)))),
                        type),
                (value, out) -> {
                    out.writeLong(seconds.applyAsLong(value));
                    out.writeInt(nanos.applyAsInt(value));
                },
                in -> create.create(in.readLong(), in.readInt()),
                value -> 31 * Long.hashCode(seconds.applyAsLong(value)) + nanos.applyAsInt(value));
    }

    /** Avro's date is an int; its two ends stand for the two ends of LocalDate, which are in use as "always" and "never". */
    private static TypeCodec date() {
        return new ScalarCodec<>(
                LocalDate.class,
                () -> ScalarCodecs.marked(
                        LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)), LocalDate.class),
                (value, out) -> writeDate(value, out),
                in -> {
                    int day = in.readInt();
                    return day == Integer.MAX_VALUE
                            ? LocalDate.MAX
                            : day == Integer.MIN_VALUE ? LocalDate.MIN : LocalDate.ofEpochDay(day);
                },
                value -> Long.hashCode(value.toEpochDay()));
    }

    private static void writeDate(LocalDate value, Encoder out) throws java.io.IOException {
        long day = value.toEpochDay();
        if (value.equals(LocalDate.MAX)) {
            out.writeInt(Integer.MAX_VALUE);
        } else if (value.equals(LocalDate.MIN)) {
            out.writeInt(Integer.MIN_VALUE);
        } else if (day > Integer.MIN_VALUE && day < Integer.MAX_VALUE) {
            out.writeInt((int) day);
        } else {
            throw new UnsupportedTypeException("Cannot encode the date " + value
                    + ": beyond year 5,881,580 only LocalDate.MIN and LocalDate.MAX can be stored.");
        }
    }

    /** Strings are hashed instead of values, whose own hashes are not laid down. */
    private static <T> TypeCodec text(Class<T> type, Function<String, T> parse) {
        return new ScalarCodec<>(
                type,
                () -> ScalarCodecs.marked(Schema.create(Schema.Type.STRING), type),
                (value, out) -> out.writeString(value.toString()),
                in -> parse.apply(in.readString()),
                value -> value.toString().hashCode());
    }

    private static ZonedDateTime parseZoned(String text) {
        ZonedDateTime parsed = ZonedDateTime.parse(text);
        if (!parsed.toString().equals(text)) {
            throw new DateTimeException(
                    "The time " + text + " does not exist under this JVM's time zone rules; it would be " + parsed
                            + ". Run with the time zone data that wrote it.");
        }
        return parsed;
    }
}
