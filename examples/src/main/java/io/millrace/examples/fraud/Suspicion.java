/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.fraud;

import java.util.Locale;

/** A small payment tried a card out, and a large one followed. */
public record Suspicion(String card, Payment probe, Payment large) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s  card %s: %.2f tried at %s, then %.2f",
                large.time(),
                card,
                probe.cents() / 100.0,
                probe.time(),
                large.cents() / 100.0);
    }
}
