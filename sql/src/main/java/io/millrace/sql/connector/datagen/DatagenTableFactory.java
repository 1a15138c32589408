/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.datagen;

import io.millrace.connector.Pacing;
import io.millrace.sql.catalog.Column;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import io.millrace.sql.connector.TableOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows that are made up, by the options of Flink's connector of this name: {@code rows-per-second}, {@code number-of-rows}, and
 * {@code fields.NAME.kind} and others for each column. A row depends on its number alone, so that each run makes the same ones.
 */
public final class DatagenTableFactory implements TableFactory {
    private static final long DEFAULT_ROWS_PER_SECOND = 10_000;

    @Override
    public String factoryIdentifier() {
        return "datagen";
    }

    @Override
    public ScanTableSource createSource(TableContext table) {
        TableOptions options = table.options();
        double rate = options.parsed(
                        "rows-per-second", "a number above 0", text -> Pacing.requireRate(Double.parseDouble(text)))
                .orElse((double) DEFAULT_ROWS_PER_SECOND);
        long rows = options.parsed("number-of-rows", "a whole number of 0 or more", DatagenTableFactory::count)
                .orElse(Long.MAX_VALUE);
        List<FieldGenerator> fields = new ArrayList<>();
        for (Column column : table.columns()) {
            FieldOptions ofField = new FieldOptions(column, options);
            if (ofField.isSequence()) {
                Sequence sequence = Sequence.of(ofField);
                rows = Math.min(rows, sequence.length());
                fields.add(sequence.generator());
            } else {
                fields.add(RandomFields.generator(ofField));
            }
        }
        return new DatagenTableSource(fields, rows, rate);
    }

    private static long count(String text) {
        long count = Long.parseLong(text);
        if (count < 0) {
            throw new IllegalArgumentException();
        }
        return count;
    }
}
