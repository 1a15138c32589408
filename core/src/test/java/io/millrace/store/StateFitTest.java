/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.state.ListStateDescriptor;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.store.StateFit.Outcome;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The schema of a snapshot is changed here as an older or a newer program would have written it. */
class StateFitTest {
    record Account(String owner, long balance) {}

    private static String written() {
        KeyedStore store = new KeyedStore("accounts", 16, new KeyGroupRange(0, 15), () -> 0);
        store.select("ann");
        store.valueState(new ValueStateDescriptor<>("account", Account.class));
        store.listState(new ListStateDescriptor<>("amounts", Long.class));
        try (StoreSnapshot snapshot = store.snapshot()) {
            return snapshot.tables().get(0).schema().toString();
        }
    }

    private static StateFit fit(String state, String schema) {
        List<StateFit> fits = StateFit.of(new Schema.Parser().parse(schema), StateFitTest.class.getClassLoader());
        return fits.stream()
                .filter(fit -> fit.state().equals(state))
                .findFirst()
                .orElseThrow();
    }

    private static String replaced(String part, String by) {
        assertThat(written()).contains(part);
        return written().replace(part, by);
    }

    private static final String BALANCE = "{\"name\":\"balance\",\"type\":\"long\",\"default\":0}";

    @Test
    void keepsWhatIsAsItWas() {
        assertThat(fit("account", written())).isEqualTo(new StateFit("account", Outcome.KEPT, ""));
        assertThat(fit("amounts", written()).outcome()).isEqualTo(Outcome.KEPT);
        assertThat(fit("eventTimers", written()).outcome()).isEqualTo(Outcome.KEPT);
    }

    @Test
    void migratesWhereAFieldWasAddedSince() {
        assertThat(fit("account", replaced("," + BALANCE, "")).outcome()).isEqualTo(Outcome.MIGRATED);
    }

    @Test
    void migratesWhereAFieldWasDroppedSince() {
        String more = BALANCE + ",{\"name\":\"limit\",\"type\":\"long\",\"default\":0}";
        assertThat(fit("account", replaced(BALANCE, more)).outcome()).isEqualTo(Outcome.MIGRATED);
    }

    @Test
    void migratesWhereANumberWasWidenedSince() {
        String narrow = BALANCE.replace("long", "int");
        assertThat(fit("account", replaced(BALANCE, narrow)).outcome()).isEqualTo(Outcome.MIGRATED);
    }

    @Test
    void saysWhichFieldHasAnotherType() {
        StateFit fit = fit("account", replaced(BALANCE, "{\"name\":\"balance\",\"type\":\"string\"}"));

        assertThat(fit.outcome()).isEqualTo(Outcome.IMPOSSIBLE);
        assertThat(fit.reason()).isEqualTo("field balance was written as \"string\" and is wanted as \"long\"");
    }

    @Test
    void saysWhichClassIsGone() {
        StateFit fit = fit("account", replaced("StateFitTest$Account", "StateFitTest$Konto"));

        assertThat(fit.outcome()).isEqualTo(Outcome.IMPOSSIBLE);
        assertThat(fit.reason()).contains("Cannot find the class").contains("StateFitTest$Konto");
    }
}
