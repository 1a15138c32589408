/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Boundedness;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.SqlSession;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.parser.SqlException;
import java.util.List;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NexmarkTableTest {
    private static final String BID = "auction BIGINT, price BIGINT, `dateTime` TIMESTAMP(3)";

    private static ScanTableSource source(String columns, String options) {
        SqlSession session = new SqlSession();
        session.execute("CREATE TABLE t (" + columns + ") WITH ('connector' = 'nexmark'" + options + ")");
        ObjectPath path = session.catalogs().resolve(List.of("t"), SqlParserPos.ZERO);
        TableDefinition table =
                (TableDefinition) session.catalogs().object(path).orElseThrow();
        return new TableFactories(NexmarkTableTest.class.getClassLoader()).createSource(TableContext.ofScan(table));
    }

    @Test
    void tableEndsWhereItsOptionsSaySo() {
        assertThat(source(BID, ", 'nexmark.table' = 'bid', 'events.num' = '5'")
                        .source()
                        .getBoundedness())
                .isEqualTo(Boundedness.BOUNDED);
        assertThat(source(BID, ", 'nexmark.table' = 'bid', 'events.num' = '0'")
                        .source()
                        .getBoundedness())
                .isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    }

    @Test
    void columnsAreThoseThatAreAskedForWithEventTimeBesideThem() {
        ScanTableSource source = source(BID, ", 'nexmark.table' = 'bid', 'first-event.rate' = '1000'");
        RecordBatch ranges = new RecordBatch();
        ranges.append(new EventRange(0, 1, 6), 0);
        ranges.append(new EventRange(50, 2, 3), 0);

        ColumnBatch read = source.reader(new int[] {2}).read(ranges, 0);

        // Of 50 events the first four are a person and auctions.
        assertThat(read.size).isEqualTo(3);
        assertThat(read.columns).hasSize(1);
        assertThat((long[]) read.columns[0])
                .containsExactly(1_700_000_000_004L, 1_700_000_000_005L, 1_700_000_000_054L);
        assertThat(read.timestamps).startsWith(1_700_000_000_004L, 1_700_000_000_005L, 1_700_000_000_054L);
    }

    @Test
    void rowsOfEachKindStandBesideNullsOfTheOthers() {
        ScanTableSource source =
                source("bid ROW<bidder BIGINT, auction BIGINT>, event_type INT, person ROW<id BIGINT>", "");
        RecordBatch ranges = new RecordBatch();
        ranges.append(new EventRange(0, 1, 3), 0);
        ranges.append(new EventRange(3, 1, 2), 0);

        ColumnBatch read = source.reader(new int[] {0, 1, 2}).read(ranges, 0);

        assertThat(read.size).isEqualTo(5);
        assertThat((int[]) read.columns[1]).containsExactly(0, 1, 1, 1, 2);
        assertThat(read.nulls[0]).containsExactly(true, true, true, true, false);
        assertThat(read.nulls[2]).containsExactly(false, true, true, true, true);
        assertThat(((Object[]) read.columns[2])[0]).isEqualTo(List.of(1000L));
        assertThat((List<?>) ((Object[]) read.columns[0])[4]).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "prise BIGINT | , 'nexmark.table' = 'bid' | column 'prise', which a bid does not have. Did you mean 'price'?",
                "price INT | , 'nexmark.table' = 'bid' | column 'price' of type INTEGER, which must be BIGINT.",
                "channel VARCHAR(5) | , 'nexmark.table' = 'bid' | must be STRING.",
                "price BIGINT | | for columns such as 'price' say 'nexmark.table' = 'bid'.",
                "event_type BIGINT | | which must be INT.",
                "bid BIGINT | | which must be ROW<auction BIGINT, bidder BIGINT,",
                "bid ROW<prise BIGINT> | | field 'bid.prise', which a bid does not have. Did you mean 'price'?",
                "event_type INT | , 'nexmark.table' = 'bids' | must be one of [event, person, auction, bid].",
                "event_type INT | , 'events.num' = '-1' | must be a whole number of 0 or more.",
                "event_type INT | , 'bid.proportion' = '0' | must be a whole number from 1 to 1000.",
                "event_type INT | , 'first-event.rate' = '0' | must be a whole number of events a second from 1 to",
                "event_type INT | , 'first-event.rate' = '1', 'next-event.rate' = '2' | so give one of them.",
                "event_type INT | , 'event.num' = '5' | Did you mean 'events.num'?",
            })
    void whatIsWrongIsSaidWithWhatIsRight(String columns, String options, String message) {
        assertThatThrownBy(() -> source(columns, options == null ? "" : options))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("Table 't'")
                .hasMessageContaining(message);
    }
}
