/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.format.csv;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.Serializable;
import java.util.List;

/**
 * What a {@link CsvFormat} was told, and what Jackson makes of it.
 *
 * @param nullLiteral empty for the default: an unquoted empty field is null
 */
record CsvOptions<T>(Class<T> type, char separator, boolean header, boolean snakeCase, String nullLiteral)
        implements Serializable {
    CsvOptions<T> withSeparator(char newSeparator) {
        return new CsvOptions<>(type, newSeparator, header, snakeCase, nullLiteral);
    }

    CsvOptions<T> withHeader(boolean newHeader) {
        return new CsvOptions<>(type, separator, newHeader, snakeCase, nullLiteral);
    }

    CsvOptions<T> withSnakeCase(boolean newSnakeCase) {
        return new CsvOptions<>(type, separator, header, newSnakeCase, nullLiteral);
    }

    CsvOptions<T> withNullLiteral(String newNullLiteral) {
        return new CsvOptions<>(type, separator, header, snakeCase, newNullLiteral);
    }

    CsvMapper mapper() {
        CsvMapper.Builder builder = CsvMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
                .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING);
        if (nullLiteral.isEmpty()) {
            builder.enable(CsvParser.Feature.EMPTY_UNQUOTED_STRING_AS_NULL);
        }
        if (snakeCase) {
            builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        }
        return builder.build();
    }

    /** Returns the columns that the type reads, in the order of its components. */
    List<String> columnsToRead(CsvMapper mapper) {
        JavaType javaType = mapper.constructType(type);
        return mapper.getDeserializationConfig().introspect(javaType).findProperties().stream()
                .filter(BeanPropertyDefinition::couldDeserialize)
                .map(BeanPropertyDefinition::getName)
                .toList();
    }

    /** Returns the columns that the type writes, in the order of its components. */
    List<String> columnsToWrite(CsvMapper mapper) {
        JavaType javaType = mapper.constructType(type);
        return mapper.getSerializationConfig().introspect(javaType).findProperties().stream()
                .filter(BeanPropertyDefinition::couldSerialize)
                .map(BeanPropertyDefinition::getName)
                .toList();
    }

    CsvSchema schema(List<String> columns) {
        CsvSchema schema = CsvSchema.builder()
                .addColumns(columns, CsvSchema.ColumnType.STRING)
                .setColumnSeparator(separator)
                .setQuoteChar(CsvFormat.QUOTE)
                .setLineSeparator("\n")
                .build();
        return nullLiteral.isEmpty() ? schema : schema.withNullValue(nullLiteral);
    }
}
