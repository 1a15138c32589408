/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.data.EndOfInput;
import io.millrace.data.StreamElement;
import io.millrace.flink.exchange.ElementDecoder;
import io.millrace.task.Channel;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What has come from one sender and was not read yet. Flink holds the sender back where the task does not read. */
final class InputChannel implements Channel {
    private final ArrayDeque<StreamElement> elements = new ArrayDeque<>();
    private final ElementDecoder decoder;
    private boolean ended;
    private int mostRows = Integer.MAX_VALUE;

    InputChannel(ClassLoader loader) {
        this.decoder = new ElementDecoder(loader);
    }

    void receive(byte[] content) throws IOException {
        add(decoder.decode(content));
    }

    @Override
    public void add(StreamElement element) {
        ended |= element instanceof EndOfInput;
        elements.add(element);
    }

    /** Returns whether the last of all elements has come. */
    boolean hasEnded() {
        return ended;
    }

    @Override
    public @Nullable StreamElement poll() {
        return elements.poll();
    }

    @Override
    public boolean isEmpty() {
        return elements.isEmpty();
    }

    @Override
    public boolean isAboveMark() {
        return false;
    }

    @Override
    public void setMostRows(int rows) {
        mostRows = rows;
    }

    @Override
    public int mostRows() {
        return mostRows;
    }
}
