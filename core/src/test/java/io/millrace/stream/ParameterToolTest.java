/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterToolTest {
    private static ParameterTool args(String... args) {
        return ParameterTool.fromArgs(args);
    }

    @Test
    void readsKeysWithOneOrTwoHyphensAndTheirValues() {
        ParameterTool tool = args("--input", "a.csv", "-limit", "-5", "--verbose", "--ratio", "-1.5e3", "--last");

        assertThat(tool.get("input")).isEqualTo("a.csv");
        assertThat(tool.getInt("limit")).isEqualTo(-5);
        assertThat(tool.getDouble("ratio")).isEqualTo(-1500);
        assertThat(tool.getBoolean("verbose")).isTrue();
        assertThat(tool.has("last")).isTrue();
        assertThat(tool.has("first")).isFalse();
        assertThat(tool.getNumberOfParameters()).isEqualTo(5);
        assertThat(tool.toMap()).containsEntry("last", ParameterTool.NO_VALUE_KEY);
    }

    @Test
    void defaultsStandInForWhatIsMissing() {
        ParameterTool tool = args("--n", "7");

        assertThat(tool.get("m")).isNull();
        assertThat(tool.get("m", "none")).isEqualTo("none");
        assertThat(tool.getLong("n", 1)).isEqualTo(7);
        assertThat(tool.getLong("m", 1)).isEqualTo(1);
        assertThat(tool.getBoolean("m", true)).isTrue();
    }

    @Test
    void whatIsMissingOrMalformedIsRefusedByName() {
        ParameterTool tool = args("--n", "seven", "--flag", "--b", "yes");

        assertThatThrownBy(() -> tool.getRequired("input"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The required parameter 'input' is missing; there are [n, flag, b]."
                        + " Give it as --input value.");
        assertThatThrownBy(() -> tool.getInt("n")).hasMessage("The parameter 'n' must be an int, not 'seven'");
        assertThatThrownBy(() -> tool.getLong("n", 1)).hasMessage("The parameter 'n' must be a long, not 'seven'");
        assertThatThrownBy(() -> tool.getInt("flag"))
                .hasMessage("The parameter 'flag' has no value, and must be an int");
        assertThatThrownBy(() -> tool.getBoolean("b")).hasMessage("The parameter 'b' must be true or false, not 'yes'");
    }

    @Test
    void argumentsThatBelongToNoKeyAreRefusedByPlace() {
        assertThatThrownBy(() -> args("--a", "1", "2"))
                .hasMessage("Argument 3, '2', belongs to no key. Write it as --key 2.");
        assertThatThrownBy(() -> args("--", "1")).hasMessageContaining("names no key");
    }

    @Test
    void tellsWhatNobodyAskedFor() {
        ParameterTool tool = args("--input", "a", "--outptu", "b");
        tool.get("input");
        tool.get("output", "c");

        assertThat(tool.getUnrequestedParameters()).containsExactly("outptu");
    }

    @Test
    void readsFilesOfPropertiesAndLetsArgumentsWin(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("job.properties"), "input = a.csv\nlimit=5\n");
        ParameterTool merged = ParameterTool.fromPropertiesFile(file.toString()).mergeWith(args("--limit", "6"));

        assertThat(merged.toMap()).isEqualTo(Map.of("input", "a.csv", "limit", "6"));
        assertThatThrownBy(() -> ParameterTool.fromPropertiesFile(directory + "/none"))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none");
    }

    @Test
    void takesSystemPropertiesAndMaps() {
        assertThat(ParameterTool.fromSystemProperties().getRequired("java.version"))
                .isNotEmpty();
        assertThat(ParameterTool.fromMap(Map.of("a", "b"))).isEqualTo(args("--a", "b"));
        assertThat(args("--a", "b").getProperties()).containsEntry("a", "b");
    }
}
