/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.function.FunctionTable;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** What a person is told of a statement that does not validate. */
public final class ValidationErrors {

    private static final Pattern COLUMN =
            Pattern.compile("Column '(.*?)' not found in (any table|table '(.*?)')(; .*)?");
    private static final Pattern OBJECT = Pattern.compile("(Object|Table) '(.*?)' not found( within '(.*?)')?(; .*)?");
    private static final Pattern FUNCTION = Pattern.compile("No match found for function signature ([^(]*)\\((.*)\\)");
    private static final Pattern NO_TABLE_FUNCTION = Pattern.compile("Argument must be a table function: (.*)");
    private static final Pattern FORMS = Pattern.compile("(.*?)Supported form\\(s\\): (.*)", Pattern.DOTALL);
    private static final Pattern AT_PLACE =
            Pattern.compile("^(At|From) line \\d+, column \\d+( to line \\d+, column \\d+)?: ");
    private static final Pattern INTERNAL =
            Pattern.compile("Exception|Error:|org\\.|java\\.|RelNode|rel#|SqlNode|validat", Pattern.CASE_INSENSITIVE);

    private ValidationErrors() {}

    /** Returns the error that a failure of validation or planning is to a person. */
    static SqlException translate(Throwable failure, NameHints hints) {
        if (failure instanceof SqlException known) {
            return known;
        }
        if (failure instanceof StackOverflowError) {
            return SqlException.of("The statement is nested too deeply.");
        }
        CalciteContextException context = cause(failure, CalciteContextException.class);
        if (context != null) {
            return SqlException.at(position(context), reason(message(context), hints));
        }
        CalciteException plain = cause(failure, CalciteException.class);
        if (plain != null) {
            return SqlException.of(reason(message(plain), hints));
        }
        return noTableFunction(failure).orElseGet(() -> unsupported(failure));
    }

    /** Returns where a statement names a table that is not there, if that is what failed. */
    static Optional<SqlParserPos> placeOfMissingTable(Throwable failure) {
        CalciteContextException context = cause(failure, CalciteContextException.class);
        if (context == null || !OBJECT.matcher(message(context)).matches()) {
            return Optional.empty();
        }
        return Optional.of(position(context));
    }

    private static String reason(String message, NameHints hints) {
        Matcher column = COLUMN.matcher(message);
        if (column.matches()) {
            String where = column.group(3) == null ? "" : " in '" + column.group(3) + "'";
            String name = column.group(1);
            return "There is no column '" + name + "'" + where + "." + Proposals.sentence(name, hints.columns());
        }
        Matcher object = OBJECT.matcher(message);
        if (object.matches()) {
            return "There is no table or view '" + object.group(2) + "'.";
        }
        Matcher function = FUNCTION.matcher(message);
        if (function.matches()) {
            return function(
                    function.group(1).replace("`", ""), function.group(2).replaceAll("[<>]", ""), hints);
        }
        return sentence(message);
    }

    private static String function(String name, String arguments, NameHints hints) {
        if (FunctionTable.INSTANCE.has(name)) {
            return "The function " + name + " cannot be called with (" + arguments + ").";
        }
        return "There is no function '" + name + "'." + Proposals.sentence(name, hints.allFunctions());
    }

    private static SqlParserPos position(CalciteContextException context) {
        return new SqlParserPos(
                context.getPosLine(), context.getPosColumn(), context.getEndPosLine(), context.getEndPosColumn());
    }

    private static String message(Throwable failure) {
        Throwable told =
                failure instanceof CalciteContextException && failure.getCause() != null ? failure.getCause() : failure;
        return AT_PLACE.matcher(Optional.ofNullable(told.getMessage()).orElse(""))
                .replaceFirst("");
    }

    private static String sentence(String message) {
        String text = message.strip();
        if (text.isEmpty()) {
            return "This is not supported.";
        }
        Matcher forms = FORMS.matcher(text);
        if (forms.matches()) {
            String taken = forms.group(2).replace("'", "").replaceAll("\\s*\n\\s*", ", or ");
            text = forms.group(1).strip() + " It takes " + taken;
        }
        return text.endsWith(".") ? text : text + ".";
    }

    private static Optional<SqlException> noTableFunction(Throwable failure) {
        Matcher found = NO_TABLE_FUNCTION.matcher(
                Optional.ofNullable(failure.getMessage()).orElse(""));
        return found.matches()
                ? Optional.of(SqlException.of("The function '" + found.group(1)
                        + "' gives a value, and TABLE(...) takes one that gives rows."))
                : Optional.empty();
    }

    /** What failed in the planner itself says nothing to a person, unless it was meant to. */
    private static SqlException unsupported(Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        boolean tells = failure instanceof UnsupportedOperationException
                && !message.isEmpty()
                && !INTERNAL.matcher(message).find();
        SqlException exception =
                SqlException.of(tells ? sentence(message) : "The statement uses something that is not supported here.");
        exception.initCause(failure);
        return exception;
    }

    private static <E extends Throwable> @Nullable E cause(Throwable failure, Class<E> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }
}
