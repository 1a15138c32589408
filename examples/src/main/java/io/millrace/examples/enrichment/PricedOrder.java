/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.enrichment;

import java.util.Locale;

/** An order with what the catalogue said of its product. */
public record PricedOrder(long id, String product, int pieces, long cents) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "order %3d  %d x %-12s %9.2f", id, pieces, product, cents / 100.0);
    }
}
