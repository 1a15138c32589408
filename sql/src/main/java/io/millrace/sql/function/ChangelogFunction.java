/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import io.millrace.data.RowKind;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.type.TimeAttributeType;
import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** {@code TO_CHANGELOG}, which makes rows of changes, with a column that says what each was; and {@code FROM_CHANGELOG}, which makes changes of such rows. */
public final class ChangelogFunction extends PolymorphicTableFunction {
    public static final ChangelogFunction TO = new ChangelogFunction("TO_CHANGELOG", true);
    public static final ChangelogFunction FROM = new ChangelogFunction("FROM_CHANGELOG", false);

    private static final String INPUT = "input";
    private static final String OP = "op";
    private static final String OP_MAPPING = "op_mapping";

    private final boolean isTo;

    private ChangelogFunction(String name, boolean isTo) {
        super(
                name,
                null,
                List.of(
                        Parameter.table(INPUT),
                        Parameter.columns(OP, false),
                        Parameter.option(OP_MAPPING, "MAP<STRING, STRING>")));
        this.isTo = isTo;
    }

    /** Whether it makes rows of changes, and not changes of rows. */
    public boolean isTo() {
        return isTo;
    }

    /** Returns the table of a call. */
    public TableCall.Table table(TableCall call) {
        return call.table(INPUT);
    }

    private static String opName(TableCall call) {
        TableCall.Columns columns = call.columns(OP);
        return columns == null ? OP : columns.names().get(0).getSimple();
    }

    /** Returns the column that says what a row is, by position in the table of FROM_CHANGELOG. */
    public int opColumn(TableCall call) {
        RelDataTypeField field = table(call).row().getField(opName(call), true, false);
        if (field == null) {
            throw SqlException.at(
                    call.argument(OP).position(),
                    "The table that " + getName() + " takes has no column '" + opName(call)
                            + "', which would say of each row what it is."
                            + Proposals.sentence(opName(call), table(call).row().getFieldNames())
                            + " Name it with op => DESCRIPTOR(column).");
        }
        return field.getIndex();
    }

    /** Returns the columns of the table that come out, in their order: those of the key come first. */
    public List<Integer> columns(TableCall call) {
        TableCall.Table table = table(call);
        List<Integer> columns = new ArrayList<>(table.partition());
        int op = isTo() ? -1 : opColumn(call);
        for (int column = 0; column < table.row().getFieldCount(); column++) {
            if (column != op && !table.partition().contains(column)) {
                columns.add(column);
            }
        }
        return columns;
    }

    /** Returns what each change is called, in the order in which that is said; each by its own name where nothing is said. */
    public Map<RowKind, String> codes(TableCall call) {
        Map<RowKind, String> codes = new LinkedHashMap<>();
        pairs(call).forEach((names, code) -> {
            for (String name : names.split(",", -1)) {
                if (codes.put(kind(call, name), code) != null) {
                    throw twice(call, name);
                }
            }
        });
        return codes;
    }

    /** Returns what each code means. */
    public Map<String, RowKind> kinds(TableCall call) {
        Map<String, RowKind> kinds = new LinkedHashMap<>();
        pairs(call).forEach((codes, name) -> {
            for (String code : codes.split(",", -1)) {
                if (kinds.put(code.strip(), kind(call, name)) != null) {
                    throw twice(call, code);
                }
            }
        });
        return kinds;
    }

    private SqlException twice(TableCall call, String key) {
        return SqlException.at(
                call.argument(OP_MAPPING).position(),
                "The op_mapping of " + getName() + " says twice what '" + key.strip() + "' is.");
    }

    private RowKind kind(TableCall call, String name) {
        List<String> names = Arrays.stream(RowKind.values()).map(Enum::name).toList();
        if (!names.contains(name.strip())) {
            throw SqlException.at(
                    call.argument(OP_MAPPING).position(),
                    "The op_mapping of " + getName() + " names '" + name.strip() + "', which is no change."
                            + Proposals.sentence(name.strip(), names) + " There are " + String.join(", ", names) + ".");
        }
        return RowKind.valueOf(name.strip());
    }

    private Map<String, String> pairs(TableCall call) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (!(call.argument(OP_MAPPING) instanceof TableCall.Scalar given)) {
            for (RowKind kind : RowKind.values()) {
                pairs.put(kind.name(), kind.name());
            }
            return pairs;
        }
        List<@Nullable String> texts = new ArrayList<>();
        if (given.expression() instanceof SqlCall map && map.getKind() == SqlKind.MAP_VALUE_CONSTRUCTOR) {
            map.getOperandList().forEach(operand -> texts.add(text(operand)));
        }
        if (texts.isEmpty() || texts.contains(null)) {
            throw SqlException.at(
                    given.position(),
                    "The op_mapping of " + getName() + " is a map of texts that is written out, such as "
                            + (isTo() ? "MAP['INSERT', 'I', 'DELETE', 'D']" : "MAP['c, r', 'INSERT', 'd', 'DELETE']")
                            + ".");
        }
        for (int i = 0; i < texts.size(); i += 2) {
            if (pairs.put(String.valueOf(texts.get(i)), String.valueOf(texts.get(i + 1))) != null) {
                throw twice(call, String.valueOf(texts.get(i)));
            }
        }
        return pairs;
    }

    /** Validation casts texts of different lengths to one type. */
    private static @Nullable String text(SqlNode node) {
        SqlNode inner = node;
        while (inner.getKind() == SqlKind.CAST) {
            inner = ((SqlCall) inner).operand(0);
        }
        return inner instanceof SqlLiteral literal && SqlTypeName.CHAR_TYPES.contains(literal.getTypeName())
                ? literal.getValueAs(String.class)
                : null;
    }

    @Override
    protected void check(TableCall call) {
        TableCall.Columns columns = call.columns(OP);
        if (columns != null && columns.names().size() != 1) {
            throw SqlException.at(columns.position(), "The op of " + getName() + " is one column.");
        }
        if (isTo()) {
            codes(call);
            return;
        }
        RelDataType op = table(call).row().getFieldList().get(opColumn(call)).getType();
        if (!SqlTypeUtil.isCharacter(op)) {
            throw SqlException.at(
                    call.argument(OP).position(),
                    "The column '" + opName(call) + "' says to " + getName()
                            + " what a row is: it is a STRING, and not " + TypeNames.summary(op) + ".");
        } else if (table(call).partition().contains(opColumn(call))) {
            throw SqlException.at(
                    table(call).position(),
                    "The column '" + opName(call) + "' of " + getName() + " is part of no key.");
        }
        Set<RowKind> kinds = EnumSet.copyOf(kinds(call).values());
        if (kinds.contains(RowKind.UPDATE_BEFORE) != kinds.contains(RowKind.UPDATE_AFTER)) {
            throw SqlException.at(
                    call.argument(OP_MAPPING).position(),
                    "The op_mapping of " + getName() + " has "
                            + (kinds.contains(RowKind.UPDATE_AFTER) ? "UPDATE_AFTER" : "UPDATE_BEFORE")
                            + " alone: an update says what a row was, and what it has become. Where the table says only the"
                            + " latter, write it to a table with a PRIMARY KEY in a format for changes.");
        }
    }

    /** Times may come again, and are no time attributes any more. */
    @Override
    public RelDataType rowType(TableCall call, RelDataTypeFactory types) {
        RelDataTypeFactory.Builder row = types.builder();
        List<RelDataTypeField> fields = table(call).row().getFieldList();
        int keys = table(call).partition().size();
        List<Integer> columns = columns(call);
        for (int i = 0; i < columns.size(); i++) {
            if (isTo() && i == keys) {
                row.add(opName(call), types.createSqlType(SqlTypeName.VARCHAR, Integer.MAX_VALUE));
            }
            RelDataTypeField field = fields.get(columns.get(i));
            row.add(field.getName(), TimeAttributeType.materialized(types, field.getType()));
        }
        if (isTo() && columns.size() == keys) {
            row.add(opName(call), types.createSqlType(SqlTypeName.VARCHAR, Integer.MAX_VALUE));
        }
        return row.uniquify().build();
    }
}
