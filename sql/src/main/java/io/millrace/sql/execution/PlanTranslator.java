/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.connector.Source;
import io.millrace.function.FunctionCopier;
import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.codegen.CalcFactory;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.operator.CalcOperator;
import io.millrace.sql.operator.ReadColumnsOperator;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.time.ZoneId;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;

/** Makes the operators of a plan: each node becomes a stream of batches of columns, those of its row type. */
final class PlanTranslator {
    private final StreamExecutionEnvironment environment;
    private final TableFactories factories;
    private final ZoneId zone;

    /** @param zone of the session */
    PlanTranslator(StreamExecutionEnvironment environment, TableFactories factories, ZoneId zone) {
        this.environment = environment;
        this.factories = factories;
        this.zone = zone;
    }

    /** @throws SqlException if the plan has something that Millrace does not run */
    DataStream<Object> translate(RelNode node) {
        if (node instanceof Project || node instanceof Filter) {
            return calc(node);
        } else if (node instanceof SourceScan scan) {
            int[] all = new int[scan.getRowType().getFieldCount()];
            for (int column = 0; column < all.length; column++) {
                all[column] = column;
            }
            return scan(scan, all);
        } else if (node instanceof WatermarkAssigner assigner) {
            return translate(assigner.getInput()); // no operator of SQL asks for event time yet
        } else if (node instanceof Values values) {
            return ConstantRows.of(values, zone).stream(environment);
        } else if (node instanceof Union union && union.all) {
            return union(union);
        }
        throw SqlException.of(what(node) + " cannot be run yet: queries may filter, project and unite rows, so far.");
    }

    private static String what(RelNode node) {
        if (node instanceof Aggregate) {
            return "An aggregation (GROUP BY, DISTINCT or an aggregate function)";
        } else if (node instanceof Join) {
            return "A join, or a sub-query that becomes one,";
        } else if (node instanceof Sort) {
            return "ORDER BY or LIMIT";
        }
        return "'" + node.getRelTypeName().replaceFirst("^Logical", "") + "'";
    }

    private DataStream<Object> calc(RelNode node) {
        FilteredProjection calc = FilteredProjection.of(node);
        RelNode input = calc.input();
        RelNode read = input instanceof WatermarkAssigner assigner ? assigner.getInput() : input;
        RelDataTypeFactory types = node.getCluster().getTypeFactory();
        CalcCompiler compiler = new CalcCompiler(types, zone);
        if (read instanceof SourceScan scan) {
            UsedColumns used = new UsedColumns(calc.condition(), calc.projections());
            RelDataType row = used.of(input.getRowType(), types);
            RexNode condition = calc.condition() == null ? null : used.over(calc.condition());
            List<RexNode> projections =
                    calc.projections().stream().map(used::over).toList();
            return calc(scan(scan, used.positions()), compiler.compile(row, condition, projections));
        }
        return calc(translate(read), compiler.compile(input.getRowType(), calc.condition(), calc.projections()));
    }

    private static DataStream<Object> calc(DataStream<Object> input, CalcFactory factory) {
        return input.transform("Calc", () -> new CalcOperator(factory));
    }

    private DataStream<Object> scan(SourceScan scan, int[] columns) {
        TableContext table = TableContext.ofScan(scan.definition());
        ScanTableSource source = factories.createSource(table);
        RecordReader reader = source.reader(columns);
        Source<?, ?> records = source.source();
        return environment
                .fromSource(
                        records,
                        WatermarkStrategy.noWatermarks(),
                        scan.definition().path().name())
                .transform("Columns", () -> new ReadColumnsOperator(FunctionCopier.copyIfMutable(reader)));
    }

    private DataStream<Object> union(Union union) {
        DataStream<Object> first = translate(union.getInput(0));
        for (RelNode other : union.getInputs().subList(1, union.getInputs().size())) {
            first = first.union(translate(other));
        }
        return first;
    }
}
