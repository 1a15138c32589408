/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulateCommandTest {
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int simulate(String... arguments) {
        CommandLine commandLine = new CommandLine(new SimulateCommand());
        commandLine.setErr(new PrintWriter(errors, true));
        commandLine.setOut(new PrintWriter(output, true));
        return commandLine.execute(arguments);
    }

    private String lastLine() {
        return output.toString().lines().reduce("", (before, line) -> line);
    }

    @Test
    void runsWorldsAndCountsThemInItsLastLine() {
        assertThat(simulate("--seeds", "60", "--threads", "2")).isEqualTo(CommandLine.ExitCode.OK);
        assertThat(lastLine()).matches("60 schedules, [0-9]+ faults, 0 wrong");
    }

    @Test
    void failsWhereAPlantedBugIsCaughtAndReplaysTheWorld() {
        String[] planted = {"--shape", "value-state", "--plant", "SNAPSHOT_FORGETS_A_KEY"};

        assertThat(simulate("--seeds", "40", "--first", "1", planted[0], planted[1], planted[2], planted[3]))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(lastLine()).matches("40 schedules, [0-9]+ faults, [1-9][0-9]* wrong");
        String seed = output.toString().split("Scenario value-state, seed ")[1].split("[^0-9]")[0];
        assertThat(simulate("--replay", seed, planted[0], planted[1], planted[2], planted[3]))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(simulate("--replay", seed, planted[0], planted[1])).isEqualTo(CommandLine.ExitCode.OK);
        assertThat(lastLine()).startsWith("value-state: Outcome[seed=" + seed);
    }

    @Test
    void listsTheShapesWhereOneIsNotKnown() {
        assertThat(simulate("--shape", "triangle")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString())
                .contains("'triangle'")
                .contains("value-state")
                .contains("files-rolling");
    }

    @Test
    void listsTheBugsWhereOneIsNotKnown() {
        assertThat(simulate("--plant", "NONE")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("SYNC_DOES_NOTHING");
    }

    @Test
    void saysHowManyWorldsRunAtATime() {
        assertThat(simulate("--help")).isEqualTo(CommandLine.ExitCode.OK);
        assertThat(output.toString().replaceAll("\\s+", " "))
                .contains("(here: " + Runtime.getRuntime().availableProcessors() + ")");
    }

    @Test
    void looksForAllBugsWhereTheyAreLikelyAlone() {
        assertThat(simulate("--plant", "all", "--shape", "value-state")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("--plant all").contains("--shape");
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThat(simulate("--seeds", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("--seeds").contains("at least 1");
    }
}
