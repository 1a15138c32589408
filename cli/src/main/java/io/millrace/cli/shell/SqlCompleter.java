/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOption;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.function.FunctionTable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Proposes how a word goes on: by what the word before it wants, from the catalogs of the session. */
final class SqlCompleter implements Completer {
    private static final Set<String> BEFORE_TABLES =
            Set.of("FROM", "JOIN", "INTO", "TABLE", "VIEW", "DESCRIBE", "DESC", "UPDATE");

    private final SqlSession session;

    SqlCompleter(SqlSession session) {
        this.session = session;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        candidates(TypedWord.at(line.line(), line.cursor())).forEach(value -> candidates.add(candidate(value)));
    }

    /** What goes on, as a qualifier or a call does, gets no space behind it. */
    private static Candidate candidate(String value) {
        boolean complete = !value.endsWith("(") && !value.endsWith(".");
        return new Candidate(value, value, null, null, null, null, complete);
    }

    private Collection<String> candidates(TypedWord word) {
        Set<String> found = new LinkedHashSet<>();
        if (word.previous().equals("SET") || word.previous().equals("RESET")) {
            SqlOptions.known().stream().map(SqlOption::key).forEach(key -> found.add("'" + key + "'"));
            return startingWith(word.word(), found);
        }
        NamesInScope names = new NamesInScope(session.catalogs());
        String typed = word.word();
        int dot = typed.lastIndexOf('.');
        if (dot >= 0) {
            found.addAll(names.within(typed.substring(0, dot)));
            found.addAll(names.columns(word.line(), typed.substring(0, dot + 1)));
        } else if (word.isFirst()) {
            found.addAll(inCaseOf(typed, Keywords.FIRST));
        } else if (word.previous().equals("CATALOG")) {
            found.addAll(session.catalogs().names());
        } else if (word.previous().equals("USE")) {
            found.addAll(names.databases());
            found.addAll(inCaseOf(typed, List.of("CATALOG")));
        } else if (BEFORE_TABLES.contains(word.previous())) {
            found.addAll(names.tablesAndQualifiers());
        } else {
            found.addAll(names.columns(word.line(), ""));
            found.addAll(names.tables());
            found.addAll(inCaseOf(typed, Keywords.FURTHER));
            FunctionTable.INSTANCE.names().forEach(name -> found.addAll(inCaseOf(typed, List.of(name + "("))));
            session.catalogs().functions().forEach(name -> found.add(name + "("));
        }
        return startingWith(typed, found);
    }

    private static List<String> startingWith(String typed, Collection<String> names) {
        return names.stream()
                .filter(name -> name.regionMatches(true, 0, typed, 0, typed.length()))
                .toList();
    }

    /** Who types in lower case goes on in lower case. */
    private static List<String> inCaseOf(String typed, List<String> words) {
        boolean lower = !typed.isEmpty() && typed.equals(typed.toLowerCase(Locale.ROOT));
        return lower ? words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList() : words;
    }
}
