/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventBlock;
import io.millrace.benchmarks.nexmark.generator.EventKind;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** A field of persons, auctions or bids: its type in SQL, and where its values come from. */
record EventField(String name, Type type, Function<EventBlock, Object> values) {

    /** The types that fields have. */
    enum Type {
        NUMBER("BIGINT"),
        TEXT("STRING"),
        TIME("TIMESTAMP(3)");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        /** Returns the type as DDL writes it. */
        String sql() {
            return sql;
        }

        /** Returns whether a column that is declared so can hold the values as they are. */
        boolean fits(RelDataType declared) {
            return switch (this) {
                case NUMBER -> declared.getSqlTypeName() == SqlTypeName.BIGINT;
                case TEXT ->
                    declared.getSqlTypeName() == SqlTypeName.VARCHAR && declared.getPrecision() >= LONGEST_TEXT;
                case TIME ->
                    (declared.getSqlTypeName() == SqlTypeName.TIMESTAMP
                                    || declared.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
                            && declared.getPrecision() == TIME_DIGITS;
            };
        }
    }

    private static final int LONGEST_TEXT = 64;
    private static final int TIME_DIGITS = 3;

    /** When the event was, which all kinds have. */
    static final EventField DATE_TIME = time("dateTime", EventBlock::dateTimes);

    private static final EventField EXTRA = text("extra", EventBlock::extras);

    private static final List<EventField> PERSON = List.of(
            number("id", EventBlock::ids),
            text("name", EventBlock::personNames),
            text("emailAddress", EventBlock::emails),
            text("creditCard", EventBlock::creditCards),
            text("city", EventBlock::cities),
            text("state", EventBlock::states),
            DATE_TIME,
            EXTRA);

    private static final List<EventField> AUCTION = List.of(
            number("id", EventBlock::ids),
            text("itemName", EventBlock::itemNames),
            text("description", EventBlock::descriptions),
            number("initialBid", EventBlock::prices),
            number("reserve", EventBlock::reserves),
            DATE_TIME,
            time("expires", EventBlock::expires),
            number("seller", EventBlock::sellers),
            number("category", EventBlock::categories),
            EXTRA);

    private static final List<EventField> BID = List.of(
            number("auction", EventBlock::bidAuctions),
            number("bidder", EventBlock::bidders),
            number("price", EventBlock::prices),
            text("channel", EventBlock::channels),
            text("url", EventBlock::urls),
            DATE_TIME,
            EXTRA);

    private static EventField number(String name, Function<EventBlock, Object> values) {
        return new EventField(name, Type.NUMBER, values);
    }

    private static EventField text(String name, Function<EventBlock, Object> values) {
        return new EventField(name, Type.TEXT, values);
    }

    private static EventField time(String name, Function<EventBlock, Object> values) {
        return new EventField(name, Type.TIME, values);
    }

    /** Returns the fields of a kind of event, in the order in which NEXMark names them. */
    static List<EventField> of(EventKind kind) {
        return switch (kind) {
            case PERSON -> PERSON;
            case AUCTION -> AUCTION;
            case BID -> BID;
        };
    }
}
