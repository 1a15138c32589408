/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.connector.Quoting;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.sql.row.Row;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line, its fields by name.
 *
 * @param failsOnMissingField or else what is missing is null
 * @param plainDecimals whether decimals never have an exponent
 */
record JsonTableFormat(boolean failsOnMissingField, TimestampFormat timestamps, boolean plainDecimals)
        implements TableFormat {
    @Override
    public Optional<Quoting> quoting() {
        return Optional.empty();
    }

    @Override
    public String fileSuffix() {
        return ".jsonl";
    }

    @Override
    public boolean supports(FieldType type) {
        return true;
    }

    @Override
    public RecordDecoder<@Nullable Object[]> decoder(List<Field> fields) {
        return new JsonRowDecoder(this, fields);
    }

    @Override
    public RecordEncoder<Row> encoder(List<Field> fields) {
        return new JsonRowEncoder(this, fields);
    }

    JsonMapper mapper() {
        return JsonMapper.builder()
                .configure(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN, plainDecimals)
                .build();
    }
}
