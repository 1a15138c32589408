/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.ExtendedSqlNode;
import org.apache.flink.sql.parser.dml.RichSqlInsert;
import org.apache.flink.sql.parser.dml.SqlBeginStatementSet;
import org.apache.flink.sql.parser.dml.SqlEndStatementSet;
import org.apache.flink.sql.parser.dml.SqlStatementSet;
import org.apache.flink.sql.parser.error.SqlValidateException;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;

/** From a statement's text to its syntax, in Flink's dialect. */
public final class StatementParser {

    private static final SqlParser.Config CONFIG = SqlParser.config()
            .withParserFactory(FlinkSqlParserImpl.FACTORY)
            .withConformance(FlinkConformance.INSTANCE)
            .withLex(Lex.JAVA)
            .withIdentifierMaxLength(256);

    private StatementParser() {}

    /** How the parser is asked for what a text should be. */
    private interface Entry {
        SqlNode parse(SqlParser parser) throws SqlParseException;
    }

    /**
     * Parses a statement.
     *
     * @throws SqlException if the text is none, with its place in the script
     */
    public static SqlNode parse(SqlText statement) {
        try {
            SqlNode node = statement.firstWord().equals("BEGIN")
                    ? statementSet(statement)
                    : parse(statement, SqlParser::parseStmt);
            if (node instanceof ExtendedSqlNode extended) {
                validate(extended);
            }
            return node;
        } catch (SqlException e) {
            throw e.in(statement);
        }
    }

    /** The older form, which the parser takes for statements of their own: BEGIN STATEMENT SET; INSERT ...; END. */
    private static SqlNode statementSet(SqlText statement) {
        List<SqlNode> nodes = ((SqlNodeList) parse(statement, SqlParser::parseStmtList)).getList();
        List<RichSqlInsert> inserts = new ArrayList<>();
        for (SqlNode node : nodes) {
            if (node instanceof RichSqlInsert insert) {
                inserts.add(insert);
            } else if (!(node instanceof SqlBeginStatementSet || node instanceof SqlEndStatementSet)) {
                throw SqlException.at(node.getParserPosition(), "A statement set has INSERT statements alone.");
            }
        }
        if (!(nodes.get(nodes.size() - 1) instanceof SqlEndStatementSet)) {
            throw SqlException.of("This statement set has no END.");
        }
        return new SqlStatementSet(inserts, nodes.get(0).getParserPosition());
    }

    /**
     * Parses an expression, such as that of a computed column.
     *
     * @throws SqlException if the text is none
     */
    public static SqlNode parseExpression(String text) {
        return parse(SqlText.of(text), SqlParser::parseExpression);
    }

    /**
     * Parses a query, such as that of a view.
     *
     * @throws SqlException if the text is none
     */
    public static SqlNode parseQuery(String text) {
        return parse(SqlText.of(text), SqlParser::parseQuery);
    }

    private static SqlNode parse(SqlText statement, Entry entry) {
        try {
            return entry.parse(SqlParser.create(statement.text(), CONFIG));
        } catch (SqlParseException e) {
            // The parser wraps whatever happens to it.
            if (e.getCause() instanceof LinkageError missing) {
                throw missing;
            }
            if (e.getCause() instanceof StackOverflowError) {
                throw SqlException.at(statement.first(), "The statement is nested too deeply.");
            }
            throw SyntaxErrors.of(statement, e);
        } catch (StackOverflowError e) {
            throw SqlException.at(statement.first(), "The statement is nested too deeply.");
        }
    }

    /** The parser leaves some checks of a statement's parts against each other until the whole is there. */
    private static void validate(ExtendedSqlNode node) {
        try {
            node.validate();
        } catch (SqlValidateException e) {
            SqlParserPos position = e.getErrorPosition();
            throw SqlException.at(
                    position == null ? SqlParserPos.ZERO : position, told(String.valueOf(e.getMessage())));
        }
    }

    private static String told(String message) {
        if (message.contains("ENFORCED mode")) {
            return "A primary key must be declared NOT ENFORCED: nobody checks it, the table's owner vouches for it.";
        }
        return message.endsWith(".") ? message : message + ".";
    }
}
