/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.datagen;

import io.millrace.sql.configuration.Durations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Columns of random values, by their types. */
final class RandomFields {
    private static final long DEFAULT_LENGTH = 100;
    private static final long MOST_MONTHS = 120_000;
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long MOST_DAYS = 10_000;
    private static final String HEXADECIMAL = "0123456789abcdef";

    private RandomFields() {}

    static FieldGenerator generator(FieldOptions options) {
        RandomBits random = RandomBits.of(options.column().name());
        FieldGenerator values = values(options, random);
        double nullRate = options.parsed("null-rate", "a number from 0 to 1", RandomFields::share)
                .orElse(0.0);
        return nullRate == 0 ? values : new WithNulls(values, random.other(0), nullRate);
    }

    private static double share(String text) {
        double share = Double.parseDouble(text);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException();
        }
        return share;
    }

    private record WithNulls(FieldGenerator generator, RandomBits random, double rate) implements FieldGenerator {
        @Override
        public Object values(long[] rows, long nowMillis) {
            return generator.values(rows, nowMillis);
        }

        @Override
        public boolean @Nullable [] nulls(long[] rows) {
            boolean[] nulls = new boolean[rows.length];
            for (int i = 0; i < rows.length; i++) {
                nulls[i] = random.unit(rows[i]) < rate;
            }
            return nulls;
        }
    }

    private static FieldGenerator values(FieldOptions options, RandomBits random) {
        RelDataType type = options.type();
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> Fields.booleans((row, now) -> random.bits(row) < 0);
            case TINYINT -> ints(options, random, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> ints(options, random, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> ints(options, random, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> {
                Range<Long> range = Range.of(options, "a whole number", Long::valueOf, Long.MIN_VALUE, Long.MAX_VALUE);
                yield Fields.longs((row, now) -> random.between(row, range.least(), range.most()));
            }
            case FLOAT, REAL -> {
                Range<Float> range = Range.of(options, "a number", Float::valueOf, Float.MIN_VALUE, Float.MAX_VALUE);
                float least = range.least();
                float span = range.most() - least;
                yield Fields.floats((row, now) -> least + (float) random.unit(row) * span);
            }
            case DOUBLE -> {
                Range<Double> range =
                        Range.of(options, "a number", Double::valueOf, Double.MIN_VALUE, Double.MAX_VALUE);
                double least = range.least();
                double span = range.most() - least;
                yield Fields.doubles((row, now) -> least + random.unit(row) * span);
            }
            case DECIMAL -> decimals(options, random);
            case CHAR -> strings(random, type.getPrecision(), false);
            case VARCHAR -> strings(random, length(options), options.flag("var-len"));
            case BINARY -> bytes(random, type.getPrecision(), false);
            case VARBINARY -> bytes(random, length(options), options.flag("var-len"));
            case DATE -> Fields.ints((row, now) -> (int) Math.floorDiv(now, MILLIS_PER_DAY));
            case TIME -> Fields.ints((row, now) -> (int) Math.floorMod(now, MILLIS_PER_DAY));
            case TIMESTAMP -> timestamps(options, random, false);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamps(options, random, true);
            case INTERVAL_YEAR, INTERVAL_MONTH, INTERVAL_YEAR_MONTH ->
                Fields.ints((row, now) -> (int) random.between(row, 0, MOST_MONTHS));
            case INTERVAL_DAY,
                    INTERVAL_DAY_HOUR,
                    INTERVAL_DAY_MINUTE,
                    INTERVAL_DAY_SECOND,
                    INTERVAL_HOUR,
                    INTERVAL_HOUR_MINUTE,
                    INTERVAL_HOUR_SECOND,
                    INTERVAL_MINUTE,
                    INTERVAL_MINUTE_SECOND,
                    INTERVAL_SECOND -> Fields.longs((row, now) -> random.between(row, 0, MOST_DAYS * MILLIS_PER_DAY));
            default -> throw options.wrong("of which datagen makes no values.");
        };
    }

    /** The least and the most of what a column may hold. */
    private record Range<T extends Comparable<T>>(T least, T most) {
        static <T extends Comparable<T>> Range<T> of(
                FieldOptions options, String what, Function<String, T> parse, T lowest, T highest) {
            Range<T> range = new Range<>(
                    options.parsed("min", what, parse).orElse(lowest),
                    options.parsed("max", what, parse).orElse(highest));
            boolean isApproximate = range.least instanceof Float || range.least instanceof Double;
            if (range.least.compareTo(range.most) > 0
                    || (range.least.compareTo(lowest) < 0 && !isApproximate)
                    || range.most.compareTo(highest) > 0) {
                throw options.wrong("whose 'min' " + range.least + " and 'max' " + range.most + " are no range of it.");
            }
            return range;
        }
    }

    private static FieldGenerator ints(FieldOptions options, RandomBits random, long lowest, long highest) {
        Range<Long> range = Range.of(options, "a whole number", Long::valueOf, lowest, highest);
        long least = range.least();
        long most = range.most();
        return Fields.ints((row, now) -> (int) random.between(row, least, most));
    }

    private static FieldGenerator decimals(FieldOptions options, RandomBits random) {
        int scale = options.type().getScale();
        BigDecimal highest =
                new BigDecimal(BigInteger.TEN.pow(options.type().getPrecision()).subtract(BigInteger.ONE), scale);
        Range<BigDecimal> range = Range.of(options, "a number", BigDecimal::new, highest.negate(), highest);
        BigDecimal least = range.least();
        BigDecimal span = range.most().subtract(least);
        return Fields.objects((row, now) ->
                BigDecimal.valueOf(random.unit(row)).multiply(span).add(least).setScale(scale, RoundingMode.DOWN));
    }

    /** A string of an unlimited type has 100 characters where the option says nothing. */
    private static int length(FieldOptions options) {
        long limit = options.type().getPrecision();
        long length = options.parsed("length", "a whole number above 0", RandomFields::positive)
                .orElse(limit == Integer.MAX_VALUE ? DEFAULT_LENGTH : limit);
        if (length > limit) {
            throw options.wrong("which has no room for the 'length' " + length + ".");
        }
        return (int) length;
    }

    private static long positive(String text) {
        long number = Long.parseLong(text);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static FieldGenerator strings(RandomBits random, int length, boolean varies) {
        RandomBits ofLength = random.other(1);
        return Fields.objects((row, now) -> {
            int actual = varies ? (int) ofLength.between(row, 1, length) : length;
            char[] characters = new char[actual];
            long bits = 0;
            for (int i = 0; i < actual; i++) {
                if (i % 16 == 0) {
                    bits = random.bits(row * 31 + i);
                }
                characters[i] = HEXADECIMAL.charAt((int) (bits & 15));
                bits >>>= 4;
            }
            return new String(characters);
        });
    }

    private static FieldGenerator bytes(RandomBits random, int length, boolean varies) {
        RandomBits ofLength = random.other(1);
        return Fields.objects((row, now) -> {
            byte[] bytes = new byte[varies ? (int) ofLength.between(row, 1, length) : length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.bits(row * 31 + i);
            }
            return bytes;
        });
    }

    /** Now, or up to {@code max-past} before. */
    private static FieldGenerator timestamps(FieldOptions options, RandomBits random, boolean ofInstant) {
        long past = options.parsed("max-past", "a duration as '10 min'", text -> Durations.parse(text)
                        .toMillis())
                .orElse(0L);
        int precision = options.type().getPrecision();
        if (precision <= 3) {
            return Fields.longs((row, now) -> now - random.between(row, 0, past));
        } else if (precision <= 6) {
            return Fields.longs((row, now) -> (now - random.between(row, 0, past)) * 1000);
        } else if (ofInstant) {
            return Fields.objects((row, now) -> Instant.ofEpochMilli(now - random.between(row, 0, past)));
        }
        return Fields.objects((row, now) -> Instant.ofEpochMilli(now - random.between(row, 0, past))
                .atOffset(ZoneOffset.UTC)
                .toLocalDateTime());
    }
}
