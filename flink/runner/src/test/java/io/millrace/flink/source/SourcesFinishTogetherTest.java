/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sources of a job finish when all of them have ended. */
class SourcesFinishTogetherTest {
    private final String run = UUID.randomUUID().toString();
    private final List<String> released = new ArrayList<>();

    private final List<SourceGroup.Member> joined = new ArrayList<>();

    private SourceGroup.Member join(int number, boolean knownToBeReleased) {
        SourceGroup.Member member =
                SourceGroup.join(run, 2, number, knownToBeReleased, () -> released.add("source " + number));
        joined.add(member);
        return member;
    }

    @AfterEach
    void leave() {
        joined.forEach(SourceGroup.Member::close);
    }

    private SourceGroup.Member join(int number) {
        return join(number, false);
    }

    @Test
    void theFirstWaitsForTheLast() {
        SourceGroup.Member flights = join(0);
        SourceGroup.Member airports = join(1);
        airports.setEnded(true);
        assertThat(released).isEmpty();
        assertThat(airports.isReleased()).isFalse();

        flights.setEnded(true);
        assertThat(released).containsExactly("source 0", "source 1");
        assertThat(airports.isReleased()).isTrue();
    }

    @Test
    void oneThatIsNotThereYetHasNotEnded() {
        join(0).setEnded(true);
        assertThat(released).isEmpty();
    }

    @Test
    void oneThatReadsAgainHasNotEnded() {
        SourceGroup.Member flights = join(0);
        SourceGroup.Member airports = join(1);
        airports.setEnded(true);
        airports.setEnded(false);
        flights.setEnded(true);
        assertThat(released).isEmpty();

        airports.setEnded(true);
        assertThat(released).hasSize(2);
    }

    @Test
    void oneThatTakesTheOthersPlaceHasNotEnded() {
        SourceGroup.Member flights = join(0);
        SourceGroup.Member earlier = join(1);
        earlier.setEnded(true);
        SourceGroup.Member later = join(1);
        earlier.close();
        flights.setEnded(true);
        assertThat(released).isEmpty();

        later.setEnded(true);
        assertThat(released).hasSize(2);
    }

    /** A checkpoint may have been taken when airports had finished, and those never end again. */
    @Test
    void oneDoesNotWaitForAnotherThatHadFinishedInTheCheckpoint() {
        SourceGroup.Member airports = join(1);
        SourceGroup.Member flights = join(0, true);
        released.clear();
        flights.setEnded(true);
        assertThat(released).containsExactly("source 0");
        assertThat(airports.isReleased()).isTrue();
    }

    @Test
    void nothingIsKeptOfARunThatIsOver() {
        join(0).setEnded(true);
        join(1).setEnded(true);
        leave();
        assertThat(join(0).isReleased()).isFalse();
    }
}
