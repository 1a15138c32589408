/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Tab proposes. */
class SqlCompleterTest {
    private final SqlSession session = new SqlSession();

    @BeforeEach
    void define() {
        session.execute(
                "CREATE TABLE orders (id BIGINT, customer STRING, `odd name` INT) WITH ('connector' = 'datagen');"
                        + "CREATE TABLE places (city STRING) WITH ('connector' = 'datagen');"
                        + "CREATE VIEW ordered AS SELECT id FROM orders;"
                        + "CREATE DATABASE archive;"
                        + "CREATE TABLE archive.past (year_of INT) WITH ('connector' = 'datagen');");
    }

    /** Proposals where the cursor is at the bar. */
    private List<String> at(String line) throws IOException {
        int cursor = line.indexOf('|');
        LineReader reader = LineReaderBuilder.builder()
                .terminal(new LineDisciplineTerminal("virtual", "dumb", new Screen(), StandardCharsets.UTF_8))
                .build();
        List<Candidate> candidates = new ArrayList<>();
        new SqlCompleter(session).complete(reader, TypedWord.at(line.replace("|", ""), cursor), candidates);
        return candidates.stream().map(Candidate::value).toList();
    }

    @Test
    void aStatementBeginsWithAKeywordInTheCaseThatIsTyped() throws IOException {
        assertThat(at("SE|")).containsExactly("SELECT", "SET");
        assertThat(at("sel|")).containsExactly("select");
        assertThat(at("SELECT 1; expl|")).containsExactly("explain");
    }

    @Test
    void tablesAndViewsComeBehindFrom() throws IOException {
        assertThat(at("SELECT * FROM or|")).containsExactly("ordered", "orders");
        assertThat(at("SELECT * FROM |")).contains("orders", "places", "archive.", "default_catalog.");
    }

    @Test
    void qualifiedNamesGoOnByPart() throws IOException {
        assertThat(at("SELECT * FROM archive.p|")).containsExactly("archive.past");
        assertThat(at("SELECT * FROM default_catalog.ar|")).containsExactly("default_catalog.archive.");
        assertThat(at("SELECT * FROM default_catalog.archive.|")).containsExactly("default_catalog.archive.past");
    }

    @Test
    void columnsAreThoseOfTheTablesThatTheStatementNames() throws IOException {
        assertThat(at("SELECT cust| FROM orders")).containsExactly("customer");
        assertThat(at("SELECT city| FROM orders")).isEmpty();
        assertThat(at("SELECT year_| FROM archive.past")).containsExactly("year_of");
        assertThat(at("SELECT o.cus| FROM orders o")).containsExactly("o.customer");
        assertThat(at("SELECT | FROM orders")).contains("`odd name`");
    }

    @Test
    void functionsAreOpened() throws IOException {
        assertThat(at("SELECT upp|")).contains("upper(");
        assertThat(at("SELECT UPP|")).contains("UPPER(");
    }

    @Test
    void keysOfOptionsComeBehindSet() throws IOException {
        assertThat(at("SET 'parallelism|")).containsExactly("'parallelism.default'");
        assertThat(at("SET 'table.exec.mini-b|")).hasSize(3);
        assertThat(at("RESET |")).contains("'table.dml-sync'");
    }

    @Test
    void catalogsAndDatabasesComeBehindUse() throws IOException {
        assertThat(at("USE |")).contains("archive", "default_database", "CATALOG");
        assertThat(at("USE CATALOG |")).containsExactly("default_catalog");
    }
}
