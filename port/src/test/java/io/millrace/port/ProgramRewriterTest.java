/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramRewriterTest {

    @Test
    void namesTheClassesOfMillraceInImports() throws IOException {
        assertThat(rewritten("""
                        import org.apache.flink.streaming.api.datastream.DataStream;
                        import org.apache.flink.api.common.state.StateTtlConfig.UpdateType;
                        import static org.apache.flink.api.java.tuple.Tuple2.of;
                        class A { DataStream<UpdateType> a; }
                        """)).isEqualTo("""
                        import io.millrace.stream.DataStream;
                        import io.millrace.state.StateTtlConfig.UpdateType;
                        import static io.millrace.tuple.Tuple2.of;
                        class A { DataStream<UpdateType> a; }
                        """);
    }

    @Test
    void importsOfPackageWhatIsUsedOfIt() throws IOException {
        assertThat(rewritten("""
                        import org.apache.flink.api.common.functions.*;
                        import org.apache.flink.util.*;
                        abstract class A extends RichMapFunction<String, OpenContext> {}
                        """)).isEqualTo("""
                        import io.millrace.process.OpenContext;
                        import io.millrace.process.RichMapFunction;
                        abstract class A extends RichMapFunction<String, OpenContext> {}
                        """);
    }

    @Test
    void namesTheClassesOfMillraceInCode() throws IOException {
        assertThat(rewritten("class A { org.apache.flink.util.Collector<String> out; }"))
                .isEqualTo("class A { io.millrace.function.Collector<String> out; }");
    }

    @Test
    void takesHintsOfTypesAwayWithTheirImports() throws IOException {
        assertThat(rewritten("""
                        import org.apache.flink.api.common.typeinfo.Types;
                        import org.apache.flink.util.OutputTag;
                        class A {
                            OutputTag<String> tag = new OutputTag<>("late", Types.STRING);
                            Object a(S s) {
                                return s.map(x -> x, Types.LIST(Types.INT))
                                        .returns(Types.STRING)
                                        .name("n");
                            }
                        }
                        """)).isEqualTo("""
                        import io.millrace.function.OutputTag;
                        class A {
                            OutputTag<String> tag = new OutputTag<>("late");
                            Object a(S s) {
                                return s.map(x -> x)
                                        .name("n");
                            }
                        }
                        """);
    }

    @Test
    void handsStateDescriptorsClassesWhereTheySayTheSame() throws IOException {
        String imports = """
                import org.apache.flink.api.common.state.MapStateDescriptor;
                import org.apache.flink.api.common.typeinfo.Types;
                """;

        assertThat(rewritten(imports
                        + "class A { Object a = new MapStateDescriptor<>(\"m\", Types.STRING, Types.POJO(A.class)); }"))
                .endsWith("class A { Object a = new MapStateDescriptor<>(\"m\", String.class, A.class); }");
        assertThat(rewritten(imports
                        + "class A { Object a = new MapStateDescriptor<>(\"m\", Types.STRING,"
                        + " Types.LIST(Types.INT)); }"))
                .endsWith("class A { Object a = new MapStateDescriptor<>(\"m\"); }");
    }

    @Test
    void leavesTypesOfOthersAlone() throws IOException {
        String program = """
                import java.sql.Types;
                import org.example.Cell;
                class A { Object a = new Cell("x", Types.INTEGER); }
                """;

        assertThat(rewritten(program)).isEqualTo(program);
    }

    @Test
    void callsRenamedClassesByTheirNames() throws IOException {
        assertThat(rewritten("""
                        import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
                        class A { Object a = new NumberSequenceSource(1, 2); }
                        """)).isEqualTo("""
                        import io.millrace.connector.basic.SequenceSource;
                        class A { Object a = new SequenceSource(1, 2); }
                        """);
    }

    @Test
    void saysWhereAndWhatToDoAboutWhatHasNoCounterpart() throws IOException {
        Rewritten result = new ProgramRewriter().rewrite("A.java", """
                        import org.apache.flink.api.connector.source.Source;
                        import org.apache.flink.configuration.Configuration;
                        class A { Configuration a; Source b; org.apache.flink.util.Preconditions c; }
                        """);

        assertThat(result.places())
                .extracting(Place::toString)
                .satisfiesExactlyInAnyOrder(
                        place -> assertThat(place)
                                .startsWith(
                                        "A.java:1:8: org.apache.flink.api.connector.source.Source (line 3): sources"),
                        place -> assertThat(place)
                                .startsWith("A.java:2:8: org.apache.flink.configuration.Configuration (line 3): set"),
                        place -> assertThat(place).startsWith("A.java:3:38: org.apache.flink.util.Preconditions: "));
    }

    @Test
    void takesModesOfCheckpointsAway() throws IOException {
        assertThat(rewritten("""
                        import org.apache.flink.core.execution.CheckpointingMode;
                        import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
                        class A {
                            void a(StreamExecutionEnvironment env) {
                                env.enableCheckpointing(100, CheckpointingMode.EXACTLY_ONCE);
                            }
                        }
                        """)).isEqualTo("""
                        import io.millrace.stream.StreamExecutionEnvironment;
                        class A {
                            void a(StreamExecutionEnvironment env) {
                                env.enableCheckpointing(100);
                            }
                        }
                        """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cannot find symbol; symbol:   method addSource(A); location: variable env | fromSource(...)
            cannot find symbol; symbol:   method registerPojoType(java.lang.Class<A>) | nothing to register
            method keyBy in class io.millrace.stream.DataStream<T> cannot be applied  | use a KeySelector
            cannot infer type arguments for io.millrace.state.ValueStateDescriptor<>  | no default value
            package com.esotericsoftware.kryo does not exist                          | can be deleted
            package org.example does not exist                                        | --classpath
            method does not override or implement a method from a supertype           | follows from a class above
            incompatible types                                                        | docs/coming-from-flink.md
            """)
    void advisesOnWhatTheCompilerSays(String message, String advice) {
        assertThat(Advice.onMessage(message)).contains(advice);
    }

    @Test
    void leavesWhatItCannotReadAsItWas() throws IOException {
        Rewritten result = new ProgramRewriter().rewrite("A.java", "import org.apache.flink.util.Collector; class {");

        assertThat(result.changes()).isZero();
        assertThat(result.text()).isEqualTo("import org.apache.flink.util.Collector; class {");
        assertThat(result.places()).isNotEmpty();
    }

    private static String rewritten(String program) throws IOException {
        Rewritten result = new ProgramRewriter().rewrite("A.java", program);
        assertThat(result.places()).isEmpty();
        return result.text();
    }
}
