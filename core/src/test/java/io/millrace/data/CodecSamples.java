/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Types that the codec tests encode. */
final class CodecSamples {
    private CodecSamples() {}

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "vert";
            }
        }
    }

    record Primitives(boolean a, byte b, short c, char d, int e, long f, float g, double h) {}

    record Point(long x, @Nullable String label) {}

    record Pair<A, B>(A first, B second) {}

    record Nested(Pair<String, List<Point>> pair, @Nullable Color color, Optional<Point> maybe) {}

    record Tree(String name, List<Tree> children) {}

    record Chain(long value, @Nullable Chain next) {}

    sealed interface Shape permits Circle, Square, Unit {}

    record Circle(double radius) implements Shape {}

    record Square(@Nullable Shape inner, double side) implements Shape {}

    enum Unit implements Shape {
        ONE
    }

    sealed interface Result<T> permits Success, Failure {}

    record Success<V>(V value) implements Result<V> {}

    record Failure<V>(String reason) implements Result<V> {}

    record Anything(Object value, Comparable<?> other) {}

    record Containers(
            Map<String, @Nullable Long> byName,
            Map<Point, List<Color>> byPoint,
            SortedMap<Integer, BigDecimal> sorted,
            long[] numbers,
            byte[] bytes,
            @Nullable String[] texts,
            Optional<Shape> shape,
            List<Optional<Long>> optionals) {}

    static class Animal {
        private String name = "";
        protected int legs;
        transient int ignored;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Animal animal && name.equals(animal.name) && legs == animal.legs;
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        static Animal of(String name, int legs) {
            Animal animal = new Animal();
            animal.name = name;
            animal.legs = legs;
            return animal;
        }
    }

    static final class Dog extends Animal {
        private final List<String> tricks = new ArrayList<>();
        private boolean good;
        private float weight;

        private Dog() {}

        static Dog of(String trick) {
            Dog dog = new Dog();
            dog.tricks.add(trick);
            dog.legs = 4;
            dog.good = true;
            dog.weight = 2.5f;
            return dog;
        }

        List<String> tricks() {
            return tricks;
        }

        boolean isGood() {
            return good;
        }

        float weight() {
            return weight;
        }
    }

    record Item(Thread owner) {}

    record Order(List<Item> items) {}
}
