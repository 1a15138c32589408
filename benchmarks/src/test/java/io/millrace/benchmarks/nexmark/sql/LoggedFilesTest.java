/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What q10 is for: bids in files, in a directory for each day and minute. */
class LoggedFilesTest {
    private static final Events MINUTES = new Events(2_000, 20);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyBidIsInTheDirectoryOfItsMinute(int parallelism) throws Exception {
        SqlSession session = MillraceAnswers.session(SourceTables.NESTED, MINUTES);
        session.options().set(SqlOptions.DML_SYNC.key(), "true");
        session.options().set(SqlOptions.PARALLELISM.key(), Integer.toString(parallelism));

        MillraceAnswers.changes(
                session,
                "CREATE TABLE logged (auction BIGINT, bidder BIGINT, price BIGINT, `dateTime` TIMESTAMP(3), extra STRING, dt STRING, hm STRING)"
                        + " PARTITIONED BY (dt, hm) WITH ('connector' = 'filesystem', 'format' = 'csv', 'path' = '"
                        + directory + "');\nINSERT INTO logged " + SqlScripts.query(SqlQuery.Q10) + ";");

        Set<Path> directories = new HashSet<>();
        List<String> rows = new ArrayList<>();
        for (Path file : files()) {
            directories.add(file.getParent());
            Files.readAllLines(file).forEach(line -> rows.add(row(line, file)));
        }
        rows.sort(null);
        assertThat(rows).isEqualTo(Recomputed.of(SqlQuery.Q10, MINUTES).orElseThrow());
        assertThat(directories).hasSizeGreaterThan(1);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private String row(String line, Path file) {
        String[] fields = line.split(",", -1);
        String minute = value(file.getParent());
        String day = value(file.getParent().getParent());
        LocalDateTime time = LocalDateTime.parse(fields[3].replace(' ', 'T'));
        return Recomputed.row(fields[0], fields[1], fields[2], time, fields[4], day, minute);
    }

    /** The value in a name such as {@code hm=22%3A13}. */
    private static String value(Path partition) {
        String name = partition.getFileName().toString();
        return URLDecoder.decode(name.substring(name.indexOf('=') + 1), StandardCharsets.UTF_8);
    }
}
