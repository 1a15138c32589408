/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.RecordEncoder;
import io.millrace.sql.SqlSession;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.column.InternalValues;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.row.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Tables of one statement, and their rows as text. */
final class Tables {
    static final String EVERY_TYPE =
            "b BOOLEAN, t TINYINT, s SMALLINT, i INT, l BIGINT, f FLOAT, d DOUBLE, de DECIMAL(10, 2),"
                    + " c STRING, v VARCHAR(9), x BYTES, da DATE, ti TIME(3), t0 TIMESTAMP(0), t3 TIMESTAMP(3), t6 TIMESTAMP(6),"
                    + " t9 TIMESTAMP(9), l3 TIMESTAMP_LTZ(3), l6 TIMESTAMP_LTZ(6), l9 TIMESTAMP_LTZ(9)";

    private Tables() {}

    static TableDefinition definition(String columns, String options) {
        SqlSession session = new SqlSession();
        session.execute("CREATE TABLE t (" + columns + " WITH ('connector' = 'filesystem', " + options + ")");
        ObjectPath path = session.catalogs().resolve(List.of("t"), SqlParserPos.ZERO);
        return (TableDefinition) session.catalogs().object(path).orElseThrow();
    }

    /** Makes both ends of a table, as a job does. */
    static void open(String columns, String options) {
        TableDefinition table = definition(columns, options);
        TableFactories factories = new TableFactories(Tables.class.getClassLoader());
        factories.createSink(TableContext.ofSink(table)).sink();
        factories.createSource(TableContext.ofScan(table)).source();
    }

    static FileTableSource source(TableDefinition table) {
        return (FileTableSource) new FilesystemTableFactory().createSource(TableContext.ofScan(table));
    }

    static FileTableSink sink(TableDefinition table) {
        return (FileTableSink) new FilesystemTableFactory().createSink(TableContext.ofSink(table));
    }

    static String write(TableDefinition table, Row... rows) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        RecordEncoder<Row> encoder = sink(table).format().createEncoder();
        for (Row row : rows) {
            encoder.encode(row, text);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Reads one record, which may be of several lines. */
    static Row read(TableDefinition table, String record) throws Exception {
        Object[] values = (Object[]) decode(table, record);
        return Row.of(external(table, values));
    }

    private static Object[] external(TableDefinition table, Object[] values) {
        Object[] fields = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            fields[i] =
                    InternalValues.toExternal(values[i], table.columns().get(i).type());
        }
        return fields;
    }

    /** Reads an event, which may be of several changes. */
    static List<Row> readChanges(TableDefinition table, String event) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Object each : (List<?>) decode(table, event)) {
            RowChange change = (RowChange) each;
            rows.add(Row.ofKind(change.kind(), external(table, change.values())));
        }
        return rows;
    }

    private static Object decode(TableDefinition table, String record) throws Exception {
        TableContext context = TableContext.ofScan(table);
        TableFormat format = Formats.of(context.options()).format();
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        return new ReadFormat(format, FileColumns.of(context, format))
                .createDecoder()
                .decode(bytes, 0, bytes.length);
    }
}
