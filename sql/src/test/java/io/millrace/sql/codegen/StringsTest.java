/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.function.runtime.Strings;
import org.junit.jupiter.api.Test;

/** What no statement can ask of string functions yet. */
class StringsTest {

    @Test
    void findsTheNthOccurrenceFromAPositionOn() {
        assertThat(Strings.instr("hello", "l", 4)).isEqualTo(4);
        assertThat(Strings.instr("hello", "l", 1, 2)).isEqualTo(4);
        assertThat(Strings.instr("hello", "l", 1, 3)).isZero();
        assertThat(Strings.instr("hello", "l", 0)).isZero();
    }

    @Test
    void findsBackwardsFromTheEnd() {
        assertThat(Strings.instr("hello", "l", -1)).isEqualTo(4);
        assertThat(Strings.instr("hello", "l", -1, 2)).isEqualTo(3);
        assertThat(Strings.instr("hello", "h", -5)).isEqualTo(1);
        assertThat(Strings.instr("hello", "x", -1)).isZero();
    }

    @Test
    void splitsByTheCodeOfACharacter() {
        assertThat(Strings.splitIndex("a,b,c", 44, 2)).isEqualTo("c");
        assertThat(Strings.splitIndex("a,b,c", 0, 2)).isNull();
    }
}
