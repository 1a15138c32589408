/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tells expressions that describe a type to Flink, and the class that some of them stand for. */
final class TypeHints {
    private static final String TYPES = "org.apache.flink.api.common.typeinfo.Types";
    private static final String TYPE_INFORMATION = "org.apache.flink.api.common.typeinfo.TypeInformation";
    private static final String BASIC = "org.apache.flink.api.common.typeinfo.BasicTypeInfo";

    private static final Set<String> ROOTS = Set.of(
            TYPES,
            TYPE_INFORMATION,
            BASIC,
            "org.apache.flink.api.common.typeinfo.BasicArrayTypeInfo",
            "org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo",
            "org.apache.flink.api.common.typeinfo.SqlTimeTypeInfo",
            "org.apache.flink.api.common.typeinfo.TypeHint",
            "org.apache.flink.api.java.typeutils.EnumTypeInfo",
            "org.apache.flink.api.java.typeutils.GenericTypeInfo",
            "org.apache.flink.api.java.typeutils.ListTypeInfo",
            "org.apache.flink.api.java.typeutils.MapTypeInfo",
            "org.apache.flink.api.java.typeutils.PojoTypeInfo",
            "org.apache.flink.api.java.typeutils.TupleTypeInfo",
            "org.apache.flink.api.java.typeutils.TypeExtractor");

    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("STRING", "String"),
            Map.entry("BOOLEAN", "Boolean"),
            Map.entry("BYTE", "Byte"),
            Map.entry("SHORT", "Short"),
            Map.entry("INT", "Integer"),
            Map.entry("LONG", "Long"),
            Map.entry("FLOAT", "Float"),
            Map.entry("DOUBLE", "Double"),
            Map.entry("CHAR", "Character"),
            Map.entry("BIG_DEC", "java.math.BigDecimal"),
            Map.entry("BIG_INT", "java.math.BigInteger"),
            Map.entry("INSTANT", "java.time.Instant"),
            Map.entry("LOCAL_DATE", "java.time.LocalDate"),
            Map.entry("LOCAL_TIME", "java.time.LocalTime"),
            Map.entry("LOCAL_DATE_TIME", "java.time.LocalDateTime"));

    private static final Set<String> OF_A_CLASS = Set.of("of", "POJO", "GENERIC", "ENUM");

    /** From a name in the source to the Flink class it means, or to itself. */
    private final UnaryOperator<String> resolve;

    TypeHints(UnaryOperator<String> resolve) {
        this.resolve = resolve;
    }

    /** Whether an expression makes a TypeInformation or a TypeHint. */
    boolean isHint(ExpressionTree expression) {
        String root = root(expression);
        return root != null && ROOTS.contains(root);
    }

    /** The class literal that says the same; null where none does, as for a tuple or a list. */
    @Nullable
    String classLiteral(ExpressionTree hint) {
        if (hint instanceof MemberSelectTree constant) {
            String name = constant.getIdentifier().toString().replace("_TYPE_INFO", "");
            String type = CLASSES.get(name);
            return type == null ? null : type + ".class";
        }
        if (hint instanceof MethodInvocationTree call
                && call.getMethodSelect() instanceof MemberSelectTree method
                && OF_A_CLASS.contains(method.getIdentifier().toString())
                && call.getArguments().size() == 1
                && call.getArguments().get(0).toString().endsWith(".class")) {
            return call.getArguments().get(0).toString();
        }
        return null;
    }

    private @Nullable String root(Tree tree) {
        if (tree instanceof MethodInvocationTree call) {
            return root(call.getMethodSelect());
        }
        if (tree instanceof NewClassTree created) {
            return root(created.getIdentifier());
        }
        if (tree instanceof ParameterizedTypeTree type) {
            return root(type.getType());
        }
        if (tree instanceof IdentifierTree identifier) {
            return resolve.apply(identifier.getName().toString());
        }
        if (tree instanceof MemberSelectTree select) {
            String whole = resolve.apply(select.toString());
            return ROOTS.contains(whole) ? whole : root(select.getExpression());
        }
        return null;
    }
}
