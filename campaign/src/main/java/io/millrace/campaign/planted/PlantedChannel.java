/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.data.StreamElement;
import io.millrace.task.Channel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A channel whose reader gets something else than its writer sent. */
abstract class PlantedChannel implements Channel {
    private final Channel channel;
    private final ArrayDeque<StreamElement> ready = new ArrayDeque<>();

    PlantedChannel(Channel channel) {
        this.channel = channel;
    }

    /** Puts what the reader shall get instead of an element into {@code ready}. */
    abstract void pass(StreamElement element, ArrayDeque<StreamElement> ready);

    /** Returns the element behind the one at hand, or null. */
    final @Nullable StreamElement following() {
        return channel.poll();
    }

    @Override
    public final void add(StreamElement element) {
        channel.add(element);
    }

    @Override
    public final @Nullable StreamElement poll() {
        fill();
        return ready.poll();
    }

    private void fill() {
        while (ready.isEmpty()) {
            StreamElement element = channel.poll();
            if (element == null) {
                return;
            }
            pass(element, ready);
        }
    }

    @Override
    public final boolean isEmpty() {
        fill();
        return ready.isEmpty();
    }

    @Override
    public final boolean isAboveMark() {
        return channel.isAboveMark();
    }

    @Override
    public final void setMostRows(int rows) {
        channel.setMostRows(rows);
    }

    @Override
    public final int mostRows() {
        return channel.mostRows();
    }
}
