/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.machines;

import java.util.Locale;

/** A machine broke a rule: as many bad values in a row as the rule names. */
public record MachineAlert(Rule rule, Reading last) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s  %s: %s above %.1f %d times in a row, now %.1f",
                last.time(),
                last.machine(),
                rule.sensor(),
                rule.limit(),
                rule.times(),
                last.value());
    }
}
