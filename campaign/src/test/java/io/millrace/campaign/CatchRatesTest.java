/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.planted.PlantedBug;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatchRatesTest {
    private final StringWriter text = new StringWriter();

    private CatchRates measure(PlantedBug bug, int mostWorlds) throws InterruptedException {
        CatchRates rates = new CatchRates(List.of(bug), mostWorlds, new PrintWriter(text, true));
        rates.run(1, 2);
        rates.print();
        return rates;
    }

    @Test
    void printsTheWorldsUntilABugIsCaughtAsARowOfTheTable() throws Exception {
        CatchRates rates = measure(PlantedBug.ABORT_COMES_LATE, 100);

        assertThat(rates.missed()).isEmpty();
        assertThat(text.toString().lines().toList().get(0))
                .matches(
                        "\\| 39 \\| KIP-890 \\| .*hits a transaction.* \\| `ABORT_COMES_LATE` \\| [0-9]+ \\| [0-9]+ \\|");
        assertThat(text).asString().contains("1 of 1 planted bugs caught within 100 worlds in each of 5 rounds");
    }

    @Test
    void namesTheBugsThatAreNotCaught() throws Exception {
        CatchRates rates = measure(PlantedBug.REQUESTS_KEEP_THEIR_SUBTASK_AT_RESCALE, 1);

        assertThat(rates.missed()).containsExactly(PlantedBug.REQUESTS_KEEP_THEIR_SUBTASK_AT_RESCALE);
        assertThat(text).asString().contains("| not caught |").contains("0 of 1 planted bugs caught");
    }
}
