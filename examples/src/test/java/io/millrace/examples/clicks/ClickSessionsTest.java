/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.Jobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClickSessionsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Click click(String user, String page, int minute) {
        return new Click(user, page, NOON.plusSeconds(60L * minute));
    }

    @Test
    void aPauseOfHalfAnHourEndsAVisit() throws Exception {
        List<Click> clicks = List.of(
                click("ann", "/", 0), click("ann", "/basket", 29), click("bob", "/", 40), click("ann", "/", 60));

        assertThat(Jobs.run(clicks, 1, ClickSessions::visits))
                .containsExactlyInAnyOrder(
                        new Visit("ann", NOON, NOON.plusSeconds(29 * 60), 2, false),
                        new Visit("ann", NOON.plusSeconds(3_600), NOON.plusSeconds(3_600), 1, false),
                        new Visit("bob", NOON.plusSeconds(2_400), NOON.plusSeconds(2_400), 1, false));
    }

    @Test
    void aVisitThatCameToTheCheckoutBought() throws Exception {
        List<Click> clicks = List.of(click("ann", "/", 0), click("ann", "/checkout", 5), click("ann", "/", 6));

        assertThat(Jobs.run(clicks, 1, ClickSessions::visits))
                .containsExactly(new Visit("ann", NOON, NOON.plusSeconds(360), 3, true));
    }

    /** The same by sorting all clicks of each user. */
    @Test
    void cutsTheGeneratedClicksAsSortingThemDoes() throws Exception {
        List<Click> clicks =
                LongStream.range(0, 1_500).mapToObj(ClickSessions::click).toList();
        Map<String, List<Click>> byUser = new TreeMap<>();
        clicks.forEach(click ->
                byUser.computeIfAbsent(click.user(), user -> new ArrayList<>()).add(click));
        List<Visit> expected = new ArrayList<>();
        byUser.forEach((user, list) -> {
            list.sort(Comparator.comparing(Click::time));
            int start = 0;
            for (int end = 1; end <= list.size(); end++) {
                boolean cut = end == list.size()
                        || list.get(end - 1)
                                .time()
                                .plus(ClickSessions.GAP)
                                .isBefore(list.get(end).time());
                if (cut) {
                    List<Click> visit = list.subList(start, end);
                    expected.add(new Visit(
                            user,
                            visit.get(0).time(),
                            visit.get(visit.size() - 1).time(),
                            visit.size(),
                            visit.stream().anyMatch(click -> click.page().equals("/checkout"))));
                    start = end;
                }
            }
        });

        assertThat(expected).hasSizeGreaterThan(30).anyMatch(Visit::bought).anyMatch(visit -> !visit.bought());
        assertThat(Jobs.run(clicks, 2, ClickSessions::visits)).containsExactlyInAnyOrderElementsOf(expected);
    }
}
