/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.function.FunctionTable;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;

/** From the syntax of types to types. */
public final class DataTypes {

    private static final Pattern UNKNOWN = Pattern.compile("Unknown identifier '(.*)'\\.");

    private static final List<String> NAMES = List.of(
            "ARRAY",
            "BIGINT",
            "BINARY",
            "BOOLEAN",
            "BYTES",
            "CHAR",
            "DATE",
            "DECIMAL",
            "DOUBLE",
            "FLOAT",
            "INT",
            "MAP",
            "MULTISET",
            "ROW",
            "SMALLINT",
            "STRING",
            "TIME",
            "TIMESTAMP",
            "TIMESTAMP_LTZ",
            "TINYINT",
            "VARBINARY",
            "VARCHAR");

    private DataTypes() {}

    /**
     * Returns the type that a column is declared with, which is nullable unless it says NOT NULL.
     *
     * @throws SqlException if there is no such type
     */
    public static RelDataType derive(SqlDataTypeSpec syntax, RelDataTypeFactory types) {
        CatalogReader nothing =
                new CatalogReader(CalciteSchema.createRootSchema(false, false), List.of(List.of()), types);
        checkSize(syntax);
        boolean nullable = syntax.getNullable() == null || syntax.getNullable();
        try {
            return syntax.deriveType(new QueryValidator(FunctionTable.INSTANCE, nothing, types), nullable);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            SqlException known = ValidationErrors.translate(e, new NameHints(List.of()));
            Matcher unknown = UNKNOWN.matcher(known.reason());
            if (unknown.matches()) {
                String name = unknown.group(1);
                throw SqlException.at(
                        syntax.getParserPosition(),
                        "There is no type '" + name + "'." + Proposals.sentence(name, NAMES));
            }
            throw known.orAt(syntax.getParserPosition());
        }
    }

    /** Calcite would take the nearest size that there is. */
    private static void checkSize(SqlDataTypeSpec syntax) {
        if (!(syntax.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic) || basic.getPrecision() < 0) {
            return;
        }
        String name = basic.getTypeName().getSimple();
        boolean time = name.startsWith("TIME");
        boolean decimal = name.startsWith("DEC") || name.equals("NUMERIC");
        int least = time ? 0 : 1;
        int most = time ? 9 : decimal ? 38 : Integer.MAX_VALUE;
        if (basic.getPrecision() < least || basic.getPrecision() > most) {
            throw SqlException.at(
                    syntax.getParserPosition(),
                    "The type " + name + "(" + basic.getPrecision() + ") is not possible: the number must be from "
                            + least + " to " + most + ".");
        }
        if (decimal && basic.getScale() > basic.getPrecision()) {
            throw SqlException.at(
                    syntax.getParserPosition(),
                    "A " + name + " of " + basic.getPrecision() + " digits cannot have " + basic.getScale()
                            + " of them after the point.");
        }
    }
}
