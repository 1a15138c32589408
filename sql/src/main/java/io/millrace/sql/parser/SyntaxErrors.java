/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What a person is told of a text that is no statement: what stands where something else should, and what that might be. */
final class SyntaxErrors {

    private static final Pattern AT_PLACE =
            Pattern.compile("\\s*(at line \\d+, column \\d+\\.?|(Was|Were) expecting .*)", Pattern.DOTALL);
    private static final Pattern LEXICAL =
            Pattern.compile("Lexical error.*Encountered: \"(.*)\" \\(\\d+\\), after.*", Pattern.DOTALL);
    private static final Pattern KEYWORD = Pattern.compile("\"([A-Z_]+)\"");

    private static final List<String> BEGINNINGS = List.of(
            "SELECT",
            "INSERT",
            "WITH",
            "VALUES",
            "CREATE",
            "DROP",
            "ALTER",
            "SHOW",
            "DESCRIBE",
            "EXPLAIN",
            "SET",
            "RESET",
            "USE",
            "EXECUTE",
            "BEGIN");

    /** More alternatives than this tell a person nothing. */
    private static final int MOST_ALTERNATIVES = 6;

    private SyntaxErrors() {}

    static SqlException of(SqlText statement, SqlParseException failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        SqlParserPos position = failure.getPos();
        if (position == null || position.getLineNum() == 0) {
            position = end(statement.text());
        }
        Set<String> expected = expected(failure);
        if ((message.contains("after : \"\"") && message.contains("<EOF>")) || position.getLineNum() == 0) {
            return SqlException.at(end(statement.text()), "The statement ends too early." + alternatives(expected));
        }
        if (message.startsWith("Encountered \"<EOF>\"")) {
            return SqlException.at(end(statement.text()), "The statement ends too early." + alternatives(expected));
        }
        Matcher lexical = LEXICAL.matcher(message);
        if (lexical.matches()) {
            return SqlException.at(position, noToken(lexical.group(1)));
        }
        if (message.startsWith("Encountered ") || message.startsWith("Incorrect syntax near the keyword")) {
            return unexpected(statement, position, expected, keywords(failure));
        }
        if (message.contains("Non-query expression")) {
            return noQuery(Lexeme.at(statement.text(), position.getLineNum(), position.getColumnNum()));
        }
        return SqlException.at(position, sentence(message));
    }

    /** An expression where a query should be, which any word that is no keyword begins. */
    private static SqlException noQuery(Lexeme lexeme) {
        if (lexeme.offset() > 0) {
            return SqlException.at(lexeme.position(), "Unexpected '" + lexeme.text() + "'. Expected a query.");
        }
        String meant = Proposals.nearest(lexeme.text().toUpperCase(Locale.ROOT), BEGINNINGS)
                .map(word -> " Did you mean " + word + "?")
                .orElse("");
        return SqlException.at(lexeme.position(), "No statement begins with '" + lexeme.text() + "'." + meant);
    }

    private static SqlException unexpected(
            SqlText statement, SqlParserPos position, Set<String> expected, Set<String> keywords) {
        Lexeme lexeme = Lexeme.at(statement.text(), position.getLineNum(), position.getColumnNum());
        if (lexeme.text().isEmpty()) {
            return SqlException.at(end(statement.text()), "The statement ends too early." + alternatives(expected));
        }
        if (statement.text().startsWith("\"", lexeme.end(statement.text()))) {
            return SqlException.at(lexeme.next(statement.text()).position(), noToken("\""));
        }
        Optional<Lexeme> previous = lexeme.previous(statement.text());
        Optional<String> meantBefore = previous.flatMap(word -> misspelt(word.text(), expected, keywords));
        if (meantBefore.isPresent()) {
            Lexeme word = previous.orElseThrow();
            return SqlException.at(
                    word.position(), "Unexpected '" + word.text() + "'. Did you mean " + meantBefore.get() + "?");
        }
        String reason = "Unexpected '" + lexeme.text() + "'.";
        Optional<String> meant = misspelt(lexeme.text(), expected, keywords);
        if (meant.isPresent()) {
            return SqlException.at(lexeme.position(), reason + " Did you mean " + meant.get() + "?");
        }
        if (lexeme.offset() == 0 && lexeme.isWord()) {
            return SqlException.at(lexeme.position(), reason + " No statement begins with it.");
        }
        boolean nameExpected = expected.contains("<IDENTIFIER>") || expected.contains("<BACK_QUOTED_IDENTIFIER>");
        if (nameExpected
                && lexeme.isWord()
                && keywords.contains("\"" + lexeme.text().toUpperCase(Locale.ROOT) + "\"")) {
            reason += alternatives(expected) + " If it is meant as a name, write `" + lexeme.text() + "`.";
            return SqlException.at(lexeme.position(), reason);
        }
        return SqlException.at(lexeme.position(), reason + alternatives(expected));
    }

    /** A keyword that was expected and is nearly what stands there. */
    private static Optional<String> misspelt(String word, Set<String> expected, Set<String> keywords) {
        List<String> candidates = new ArrayList<>();
        for (String token : expected) {
            Matcher matcher = KEYWORD.matcher(token);
            if (matcher.matches() && matcher.group(1).length() > 2) {
                candidates.add(matcher.group(1));
            }
        }
        String upper = word.toUpperCase(Locale.ROOT);
        return word.length() < 3 || keywords.contains("\"" + upper + "\"")
                ? Optional.empty()
                : Proposals.nearest(upper, candidates)
                        .filter(near -> Proposals.distance(upper, near) <= Math.max(1, upper.length() / 4));
    }

    private static String alternatives(Set<String> expected) {
        Set<String> shown = new TreeSet<>();
        if (expected.contains("<UNSIGNED_INTEGER_LITERAL>")) {
            shown.add("an expression");
        } else if (expected.contains("<IDENTIFIER>") || expected.contains("<BACK_QUOTED_IDENTIFIER>")) {
            shown.add("a name");
        } else if (expected.contains("<QUOTED_STRING>")) {
            shown.add("a string");
        } else {
            expected.stream()
                    .filter(token -> token.startsWith("\""))
                    .map(token -> "'" + token.replace("\"", "") + "'")
                    .forEach(shown::add);
        }
        if (shown.isEmpty() || shown.size() > MOST_ALTERNATIVES) {
            return "";
        }
        return " Expected " + String.join(" or ", shown) + ".";
    }

    private static Set<String> expected(SqlParseException failure) {
        Set<String> tokens = new TreeSet<>();
        int[][] sequences = failure.getExpectedTokenSequences();
        String[] images = failure.getTokenImages();
        if (sequences != null && images != null) {
            for (int[] sequence : sequences) {
                if (sequence.length > 0 && sequence[0] >= 0 && sequence[0] < images.length) {
                    tokens.add(images[sequence[0]]);
                }
            }
        }
        return tokens;
    }

    /** Every keyword of the language, which is no misspelling of another. */
    private static Set<String> keywords(SqlParseException failure) {
        String[] images = failure.getTokenImages();
        return images == null ? Set.of() : new HashSet<>(Arrays.asList(images));
    }

    private static String noToken(String character) {
        if (character.contains("\"")) {
            return "Double quotes are no part of SQL here: a string stands in 'single quotes', a name in `backticks`.";
        }
        return "'" + character + "' is no part of SQL.";
    }

    /** The parser's own message, if it wrote one for people. */
    private static String sentence(String message) {
        String text = AT_PLACE.matcher(message.strip()).replaceAll("").strip();
        if (text.isEmpty() || text.contains("Exception") || text.contains("org.")) {
            return "This is no statement.";
        }
        return text.endsWith(".") ? text : text + ".";
    }

    private static SqlParserPos end(String text) {
        int line = (int) text.chars().filter(character -> character == '\n').count() + 1;
        int column = text.length() - text.lastIndexOf('\n');
        return new SqlParserPos(line, Math.max(1, column - 1));
    }
}
