/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void smallValuesAreExact() {
        LogHistogram histogram = new LogHistogram();
        for (int value = 1; value <= 100; value++) {
            histogram.update(value);
        }
        HistogramStatistics statistics = histogram.getStatistics();

        assertThat(statistics.size()).isEqualTo(100);
        assertThat(statistics.getMin()).isEqualTo(1);
        assertThat(statistics.getMax()).isEqualTo(100);
        assertThat(statistics.getMean()).isEqualTo(50.5);
        assertThat(statistics.getStdDev()).isEqualTo(28.866, within(0.001));
        assertThat(statistics.getQuantile(0)).isEqualTo(1);
        assertThat(statistics.getQuantile(0.5)).isEqualTo(50);
        assertThat(statistics.getQuantile(0.99)).isEqualTo(99);
        assertThat(statistics.getQuantile(1)).isEqualTo(100);
        assertThat(statistics.getValues()).hasSize(100).startsWith(1, 2).isSorted();
    }

    @Test
    void quantilesOfAnyMagnitudeAreAtMostOnePartIn64Off() {
        for (long unit = 1; unit <= Long.MAX_VALUE / 1_000_000; unit *= 7) {
            LogHistogram histogram = new LogHistogram();
            for (int i = 1; i <= 1_000; i++) {
                histogram.update(i * unit);
                histogram.update(-i * unit);
            }
            HistogramStatistics statistics = histogram.getStatistics();
            for (int percent = 1; percent <= 49; percent += 4) {
                double low = -(1_000 - 20.0 * percent + 1) * unit;
                assertThat(statistics.getQuantile(percent / 100.0)).isEqualTo(low, within(Math.abs(low) / 64 + unit));
                double high = 20.0 * percent * unit;
                assertThat(statistics.getQuantile(0.5 + percent / 100.0)).isEqualTo(high, within(high / 64 + unit));
            }
        }
    }

    @Test
    void extremeValuesHaveABucket() {
        LogHistogram histogram = new LogHistogram();
        histogram.update(Long.MAX_VALUE);
        histogram.update(Long.MIN_VALUE);
        histogram.update(0);

        assertThat(histogram.getStatistics().getQuantile(0.5)).isZero();
        assertThat(histogram.getStatistics().getMax()).isEqualTo(Long.MAX_VALUE);
        assertThat(histogram.getStatistics().getQuantile(0)).isLessThan(-9e18);
        assertThat(histogram.getStatistics().getQuantile(1)).isGreaterThan(9e18);
    }

    @Test
    void anEmptyHistogramIsZero() {
        HistogramStatistics statistics = new LogHistogram().getStatistics();

        assertThat(statistics.getQuantile(0.5)).isZero();
        assertThat(statistics.getMean()).isZero();
        assertThat(statistics.getMax()).isZero();
        assertThat(statistics.getValues()).isEmpty();
        assertThatThrownBy(() -> statistics.getQuantile(50)).hasMessageContaining("from 0 to 1, not 50");
    }

    @Test
    void aMeterForgetsWhatIsLongerAgoThanItsTimeSpan() {
        MeterView meter = new MeterView(10);
        meter.update(0);
        meter.markEvent(50);
        meter.update(5_000);
        assertThat(meter.getRate()).isEqualTo(10);

        meter.update(10_000);
        assertThat(meter.getRate()).isEqualTo(5);

        for (int second = 11; second <= 30; second++) {
            meter.update(second * 1_000L);
        }
        assertThat(meter.getRate()).isZero();
        assertThat(meter.getCount()).isEqualTo(50);
    }
}
