/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class SchemaTextsTest {
    private static Schema record(String name) {
        return SchemaBuilder.record(name).fields().requiredLong("amount").endRecord();
    }

    @Test
    void parsesATextOnce() {
        String text = record("Once").toString();

        assertThat(SchemaTexts.parse(text))
                .isEqualTo(record("Once"))
                .isSameAs(SchemaTexts.parse(record("Once").toString()));
    }

    @Test
    void printsASchemaOnce() {
        assertThat(SchemaTexts.print(record("Printed")))
                .isEqualTo(record("Printed").toString())
                .isSameAs(SchemaTexts.print(record("Printed")));
    }

    @Test
    void forgetsWhatWasNotInUseForLong() {
        Schema first = SchemaTexts.parse(record("First").toString());
        for (int i = 0; i < 2_000; i++) {
            SchemaTexts.parse(record("Other" + i).toString());
        }

        assertThat(SchemaTexts.parse(record("First").toString()))
                .isEqualTo(first)
                .isNotSameAs(first);
    }

    @Test
    void refusesWhatIsNoSchemaEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> SchemaTexts.parse("{")).isInstanceOf(AvroRuntimeException.class);
        }
    }
}
