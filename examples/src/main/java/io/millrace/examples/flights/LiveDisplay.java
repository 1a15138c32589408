/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.io.PrintStream;
import java.util.List;

/**
 * Redraws one screen in place. Each frame is one write that goes up over the last frame, overwrites it line by line and
 * clears only what is left of each line, so that nothing flickers.
 */
final class LiveDisplay implements FlightsDisplay {
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CLEAR_REST_OF_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream out;
    private final FlightsScreen screen;
    private int linesOnScreen;

    LiveDisplay(PrintStream out, boolean colours) {
        this.out = out;
        this.screen = new FlightsScreen(colours);
    }

    @Override
    public void update(FlightsView.Snapshot snapshot, Vitals vitals) {
        List<String> lines = screen.render(snapshot, vitals);
        StringBuilder frame = new StringBuilder(HIDE_CURSOR);
        if (linesOnScreen > 0) {
            frame.append("\u001b[").append(linesOnScreen).append('A');
        }
        for (String line : lines) {
            frame.append('\r').append(line).append(CLEAR_REST_OF_LINE).append('\n');
        }
        frame.append(CLEAR_BELOW);
        out.print(frame);
        out.flush();
        linesOnScreen = lines.size();
    }

    @Override
    public void close() {
        out.print(SHOW_CURSOR);
        out.flush();
    }
}
