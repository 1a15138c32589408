/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.function.FunctionCopier;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.operator.ReadColumnsOperator;
import io.millrace.sql.plan.SourceScan;
import io.millrace.stream.DataStream;
import io.millrace.time.WatermarkStrategy;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** Some columns of a table as its connector reads it. */
final class SourceNode extends PhysicalNode {
    private final SourceScan scan;
    private final ScanTableSource table;
    private final int[] columns;

    /**
     * @param table reads it
     * @param rowType of the columns
     * @param columns by position
     */
    SourceNode(SourceScan scan, ScanTableSource table, RelDataType rowType, int[] columns) {
        super(rowType, List.of());
        this.scan = scan;
        this.table = table;
        this.columns = columns;
    }

    @Override
    public ChangelogMode changelogMode() {
        return table.changelogMode();
    }

    @Override
    boolean isBounded() {
        return table.source().getBoundedness() == Boundedness.BOUNDED;
    }

    @Override
    public String describe() {
        return "Source(table=[" + scan.definition().path() + "], columns="
                + rowType().getFieldNames() + ")";
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RecordReader reader = table.reader(columns);
        Source<?, ?> records = table.source();
        return translation
                .environment()
                .fromSource(
                        records,
                        WatermarkStrategy.noWatermarks(),
                        scan.definition().path().name())
                .transform("Columns", () -> new ReadColumnsOperator(FunctionCopier.copyIfMutable(reader)));
    }
}
