/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.format.csv;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/**
 * Writes strings so that none can be taken for null: the empty one in quotes (which Jackson leaves out where it quotes only
 * what must be quoted), and one that equals the null literal not at all.
 */
final class CsvStrings extends StdSerializer<String> {
    private final String nullLiteral;

    private CsvStrings(String nullLiteral) {
        super(String.class);
        this.nullLiteral = nullLiteral;
    }

    static SimpleModule module(String nullLiteral) {
        return new SimpleModule("csv-strings").addSerializer(new CsvStrings(nullLiteral));
    }

    @Override
    public void serialize(String value, JsonGenerator generator, SerializerProvider provider) throws IOException {
        if (value.isEmpty()) {
            generator.writeRawValue("\"\"");
        } else if (value.equals(nullLiteral)) {
            throw JsonMappingException.from(
                    generator,
                    "The string \"" + value
                            + "\" equals the null literal and would be read as null; choose another literal");
        } else {
            generator.writeString(value);
        }
    }
}
