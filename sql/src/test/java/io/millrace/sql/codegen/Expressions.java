/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.type.SqlTypeFactory;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/** From the text of a query over one table {@code t} to expressions, by Calcite's own means. */
final class Expressions {

    static final RelDataTypeFactory TYPES = new SqlTypeFactory();

    static final CalcContext CONTEXT = new CalcContext() {
        @Override
        public long clockMillis() {
            return 1_700_000_000_123L;
        }

        @Override
        public long seed() {
            return 42;
        }
    };

    private final RelDataType row;
    private final ZoneId zone;

    Expressions(RelDataType row, ZoneId zone) {
        this.row = row;
        this.zone = zone;
    }

    static RelDataType type(SqlTypeName name, boolean nullable) {
        return TYPES.createTypeWithNullability(TYPES.createSqlType(name), nullable);
    }

    /** Returns the projections of the query {@code SELECT <list> FROM t}. */
    List<RexNode> projections(String list) {
        CalciteSchema schema = CalciteSchema.createRootSchema(false);
        schema.add("T", new AbstractTable() {
            @Override
            public RelDataType getRowType(RelDataTypeFactory types) {
                return row;
            }
        });
        Properties properties = new Properties();
        CalciteCatalogReader reader =
                new CalciteCatalogReader(schema, List.of(), TYPES, new CalciteConnectionConfigImpl(properties));
        SqlOperatorTable operators = SqlOperatorTables.chain(
                flinkFunctions(),
                SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
                        SqlLibrary.STANDARD,
                        SqlLibrary.MYSQL,
                        SqlLibrary.BIG_QUERY,
                        SqlLibrary.ORACLE,
                        SqlLibrary.SPARK));
        SqlValidator validator = SqlValidatorUtil.newValidator(
                operators,
                reader,
                TYPES,
                SqlValidator.Config.DEFAULT
                        .withConformance(SqlConformanceEnum.BABEL)
                        .withCallRewrite(true));
        SqlNode query = parse("SELECT " + list + " FROM t");
        RelOptCluster cluster = RelOptCluster.create(planner(), new RexBuilder(TYPES));
        SqlToRelConverter converter = new SqlToRelConverter(
                (type, text, path, view) -> {
                    throw new UnsupportedOperationException();
                },
                validator,
                reader,
                cluster,
                StandardConvertletTable.INSTANCE,
                SqlToRelConverter.config()
                        .withTrimUnusedFields(false)
                        .withRelBuilderConfigTransform(config -> config.withSimplify(false)));
        RelNode plan = converter.convertQuery(validator.validate(query), false, true).rel;
        return ((Project) plan).getProjects();
    }

    private static VolcanoPlanner planner() {
        VolcanoPlanner planner = new VolcanoPlanner();
        planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
        return planner;
    }

    private static SqlNode parse(String query) {
        try {
            return SqlParser.create(query, SqlParser.config().withConformance(SqlConformanceEnum.BABEL))
                    .parseQuery();
        } catch (SqlParseException wrong) {
            throw new IllegalArgumentException(query + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Compiles a filter and projections. */
    Calc compile(RexNode condition, List<RexNode> projections) {
        return new CalcCompiler(TYPES, zone)
                .compile(row, condition, projections)
                .open(CONTEXT);
    }

    Calc compile(String list) {
        return compile(null, projections(list));
    }

    ColumnBatch batch(List<List<Object>> rows) {
        return Columns.of(row, rows);
    }

    /** Functions of Flink's that Calcite has not, or has otherwise. */
    private static SqlOperatorTable flinkFunctions() {
        SqlReturnTypeInference text = nullable(SqlTypeName.VARCHAR);
        SqlReturnTypeInference truth = nullable(SqlTypeName.BOOLEAN);
        SqlReturnTypeInference number = nullable(SqlTypeName.INTEGER);
        SqlReturnTypeInference large = nullable(SqlTypeName.BIGINT);
        SqlReturnTypeInference real = nullable(SqlTypeName.DOUBLE);
        return SqlOperatorTables.of(List.<SqlOperator>of(
                function("SPLIT_INDEX", text),
                function("REGEXP", truth),
                function("REGEXP_EXTRACT", text),
                function("REGEXP_REPLACE", text),
                function("DATE_FORMAT", text),
                function("FROM_UNIXTIME", text),
                function("CONVERT_TZ", text),
                function("HEX", text),
                function("BIN", text),
                function("INSTR", number),
                function("LOCATE", number),
                function("LPAD", text),
                function("RPAD", text),
                function("SUBSTR", text),
                function("LEFT", text),
                function("RIGHT", text),
                function("REPEAT", text),
                function("CHR", text),
                function("ASCII", number),
                function("REVERSE", text),
                function("CONCAT", text),
                function("CONCAT_WS", text),
                function("STARTSWITH", truth),
                function("ENDSWITH", truth),
                function("MD5", text),
                function("SHA1", text),
                function("SHA224", text),
                function("SHA256", text),
                function("SHA384", text),
                function("SHA512", text),
                function("SHA2", text),
                function("TO_BASE64", text),
                function("FROM_BASE64", text),
                function("LTRIM", text),
                function("RTRIM", text),
                function("BTRIM", text),
                function("UNIX_TIMESTAMP", large),
                function("IS_DECIMAL", ReturnTypes.BOOLEAN_NOT_NULL),
                function("IS_DIGIT", ReturnTypes.BOOLEAN_NOT_NULL),
                function("IS_ALPHA", ReturnTypes.BOOLEAN_NOT_NULL),
                function("LOG2", real),
                function("LOG", real),
                function("SINH", real),
                function("COSH", real),
                function("TANH", real),
                function("E", real),
                function("RAND_INTEGER", number),
                function("TO_DATE", nullable(SqlTypeName.DATE)),
                function("TO_TIMESTAMP", millis(SqlTypeName.TIMESTAMP)),
                function("TO_TIMESTAMP_LTZ", millis(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE)),
                function("PROCTIME", millis(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE)),
                function("NOW", millis(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE)),
                function("IF", ReturnTypes.ARG1.andThen(org.apache.calcite.sql.type.SqlTypeTransforms.FORCE_NULLABLE)),
                function(
                        "GREATEST",
                        ReturnTypes.LEAST_RESTRICTIVE.andThen(
                                org.apache.calcite.sql.type.SqlTypeTransforms.TO_NULLABLE)),
                function(
                        "LEAST",
                        ReturnTypes.LEAST_RESTRICTIVE.andThen(
                                org.apache.calcite.sql.type.SqlTypeTransforms.TO_NULLABLE)),
                function("NO_SUCH_FUNCTION", text)));
    }

    private static SqlReturnTypeInference nullable(SqlTypeName name) {
        return binding -> type(name, true);
    }

    private static SqlReturnTypeInference millis(SqlTypeName name) {
        return binding -> TYPES.createTypeWithNullability(TYPES.createSqlType(name, 3), true);
    }

    private static SqlFunction function(String name, SqlReturnTypeInference type) {
        return new SqlFunction(
                name,
                SqlKind.OTHER_FUNCTION,
                type,
                null,
                OperandTypes.VARIADIC,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }
}
