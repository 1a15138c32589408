/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.function.runtime.Addresses;
import io.millrace.sql.function.runtime.Hashes;
import io.millrace.sql.function.runtime.Regexes;
import io.millrace.sql.function.runtime.Strings;
import io.millrace.sql.function.runtime.TextPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Functions of texts. */
final class StringFunctions {

    private StringFunctions() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        functions.put("||", new StaticMethod(Strings.class, "concat"));
        functions.put("CONCAT", StringFunctions::concat);
        functions.put("CONCAT_WS", StringFunctions::concatWithSeparator);
        functions.put("CHAR_LENGTH", StringFunctions::length);
        functions.put("CHARACTER_LENGTH", new StaticMethod(Strings.class, "length"));
        functions.put("UPPER", new StaticMethod(Strings.class, "upper"));
        functions.put("LOWER", new StaticMethod(Strings.class, "lower"));
        functions.put("INITCAP", new StaticMethod(Strings.class, "initCap"));
        functions.put("POSITION", new StaticMethod(Strings.class, "position"));
        functions.put("LOCATE", new StaticMethod(Strings.class, "position"));
        functions.put("INSTR", new StaticMethod(Strings.class, "instr"));
        functions.put("TRIM", StringFunctions::trim);
        functions.put("BTRIM", new StaticMethod(Strings.class, "trim"));
        functions.put("LTRIM", new StaticMethod(Strings.class, "leftTrim"));
        functions.put("RTRIM", new StaticMethod(Strings.class, "rightTrim"));
        functions.put("LPAD", new StaticMethod(Strings.class, "leftPad"));
        functions.put("RPAD", new StaticMethod(Strings.class, "rightPad"));
        functions.put("REPEAT", new StaticMethod(Strings.class, "repeat"));
        functions.put("REPLACE", new StaticMethod(Strings.class, "replace"));
        functions.put("OVERLAY", new StaticMethod(Strings.class, "overlay"));
        functions.put("SUBSTRING", new StaticMethod(Strings.class, "substring"));
        functions.put("SUBSTR", new StaticMethod(Strings.class, "substring"));
        functions.put("LEFT", new StaticMethod(Strings.class, "left"));
        functions.put("RIGHT", new StaticMethod(Strings.class, "right"));
        functions.put("ASCII", new StaticMethod(Strings.class, "ascii"));
        functions.put("CHR", new StaticMethod(Strings.class, "chr"));
        functions.put("REVERSE", new StaticMethod(Strings.class, "reverse"));
        functions.put("SPLIT_INDEX", new StaticMethod(Strings.class, "splitIndex"));
        functions.put("STARTSWITH", new StaticMethod(Strings.class, "startsWith"));
        functions.put("ENDSWITH", new StaticMethod(Strings.class, "endsWith"));
        functions.put("IS_DECIMAL", StringFunctions::isDecimal);
        functions.put("IS_DIGIT", StringFunctions::isDigit);
        functions.put("IS_ALPHA", StringFunctions::isAlpha);
        functions.put("REGEXP", new StaticMethod(Regexes.class, "find"));
        functions.put("REGEXP_EXTRACT", new StaticMethod(Regexes.class, "extract"));
        functions.put("REGEXP_REPLACE", new StaticMethod(Regexes.class, "replace"));
        functions.put("REGEXP_COUNT", new StaticMethod(Regexes.class, "count"));
        functions.put("REGEXP_INSTR", new StaticMethod(Regexes.class, "position"));
        functions.put("REGEXP_SUBSTR", new StaticMethod(Regexes.class, "substring"));
        functions.put("REGEXP_EXTRACT_ALL", new StaticMethod(Regexes.class, "extractAll"));
        functions.put("LIKE", (body, call) -> matches(body, call, "like"));
        functions.put("SIMILAR TO", (body, call) -> matches(body, call, "similar"));
        functions.put("MD5", new StaticMethod(Hashes.class, "md5"));
        functions.put("SHA1", new StaticMethod(Hashes.class, "sha1"));
        functions.put("SHA224", new StaticMethod(Hashes.class, "sha224"));
        functions.put("SHA256", new StaticMethod(Hashes.class, "sha256"));
        functions.put("SHA384", new StaticMethod(Hashes.class, "sha384"));
        functions.put("SHA512", new StaticMethod(Hashes.class, "sha512"));
        functions.put("SHA2", new StaticMethod(Hashes.class, "sha2"));
        functions.put("UNHEX", new StaticMethod(Hashes.class, "unhex"));
        functions.put("ELT", new StaticMethod(Strings.class, "elementAt"));
        functions.put("PRINTF", StringFunctions::printf);
        functions.put("TRANSLATE3", new StaticMethod(Strings.class, "translate"));
        functions.put("PARSE_URL", new StaticMethod(Addresses.class, "urlPart"));
        functions.put("URL_ENCODE", new StaticMethod(Addresses.class, "encode"));
        functions.put("URL_DECODE", new StaticMethod(Addresses.class, "decode"));
        functions.put("INET_ATON", new StaticMethod(Addresses.class, "toNumber"));
        functions.put("INET_NTOA", new StaticMethod(Addresses.class, "ofNumber"));
        functions.put("ENCODE", new StaticMethod(Hashes.class, "encode"));
        functions.put("DECODE", new StaticMethod(Hashes.class, "decode"));
        functions.put("TO_BASE64", new StaticMethod(Hashes.class, "toBase64"));
        functions.put("FROM_BASE64", new StaticMethod(Hashes.class, "fromBase64"));
    }

    private static List<Value> values(Body body, RexCall call) {
        List<Value> values = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            values.add(body.stored(body.value(operand)));
        }
        return values;
    }

    /** Of a text in which others are replaced the length is all that is asked for: nobody has to make the text. */
    private static Value length(Body body, RexCall call) {
        boolean replaces = call.getOperands().get(0) instanceof RexCall replaced
                && replaced.getOperator().getName().equals("REPLACE");
        if (!replaces) {
            return new StaticMethod(Strings.class, "length").generate(body, call);
        }
        List<Value> operands = new ArrayList<>();
        ((RexCall) call.getOperands().get(0)).getOperands().forEach(operand -> operands.add(body.value(operand)));
        return new StaticMethod(Strings.class, "lengthReplaced").generate(body, call, operands);
    }

    private static Value concat(Body body, RexCall call) {
        List<Value> parts = values(body, call);
        return body.guarded(false, parts, call.getType(), () -> "Strings.concat(" + array(parts) + ")");
    }

    private static Value concatWithSeparator(Body body, RexCall call) {
        List<Value> operands = values(body, call);
        Value separator = operands.get(0);
        List<Value> parts = operands.subList(1, operands.size());
        return body.guarded(
                false,
                List.of(separator),
                call.getType(),
                () -> "Strings.concatWithSeparator(" + separator.code() + ", " + array(parts) + ")");
    }

    private static String array(List<Value> parts) {
        return parts.stream()
                .map(part -> {
                    String text = Conversions.argument(part, String.class);
                    return part.isNeverNull() ? text : "(" + part.isNull() + " ? null : " + text + ")";
                })
                .collect(Collectors.joining(", ", "new Object[] {", "}"));
    }

    /** TRIM(flag, characters, text). */
    private static Value trim(Body body, RexCall call) {
        if (call.getOperands().size() < 3) {
            return new StaticMethod(Strings.class, "trim").generate(body, call);
        }
        String flag = String.valueOf(((RexLiteral) call.getOperands().get(0)).getValue());
        String method = flag.equals("LEADING") ? "leftTrim" : flag.equals("TRAILING") ? "rightTrim" : "trim";
        List<Value> operands = List.of(
                body.value(call.getOperands().get(2)),
                body.value(call.getOperands().get(1)));
        return new StaticMethod(Strings.class, method).generate(body, call, operands);
    }

    private static Value matches(Body body, RexCall call, String form) {
        Value text = body.stored(body.value(call.getOperands().get(0)));
        List<RexNode> pattern = call.getOperands().subList(1, call.getOperands().size());
        TextPattern known = pattern(pattern, form);
        if (known != null) {
            String constant = body.source().constant(known, TextPattern.class);
            return body.guarded(false, List.of(text), call.getType(), () -> constant + ".matches(" + text.code() + ")");
        }
        List<Value> operands = new ArrayList<>(List.of(text));
        pattern.forEach(operand -> operands.add(body.stored(body.value(operand))));
        return body.guarded(false, operands, call.getType(), () -> {
            String arguments = operands.subList(1, operands.size()).stream()
                    .map(Value::code)
                    .collect(Collectors.joining(", "));
            return "TextPattern." + form + "(" + arguments + ").matches(" + text.code() + ")";
        });
    }

    /** Returns the pattern if it is a literal; null if it differs from row to row. */
    private static @Nullable TextPattern pattern(List<RexNode> operands, String form) {
        List<String> texts = new ArrayList<>();
        for (RexNode operand : operands) {
            String text = operand instanceof RexLiteral literal ? literal.getValueAs(String.class) : null;
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        String escape = texts.size() > 1 ? texts.get(1) : "";
        return form.equals("like") ? TextPattern.like(texts.get(0), escape) : TextPattern.similar(texts.get(0), escape);
    }

    /** Formats know texts, numbers and booleans; all else is given as its text. */
    private static Value printf(Body body, RexCall call) {
        List<Value> operands = new ArrayList<>();
        for (Value operand : values(body, call)) {
            operands.add(isFormatted(operand.type()) ? operand : textOf(body, operand));
        }
        return new StaticMethod(Strings.class, "printf").generate(body, call, operands);
    }

    private static boolean isFormatted(RelDataType type) {
        return SqlTypeUtil.isCharacter(type)
                || SqlTypeUtil.isNumeric(type)
                || SqlTypeUtil.isBoolean(type)
                || type.getSqlTypeName() == SqlTypeName.NULL;
    }

    private static Value textOf(Body body, Value value) {
        RelDataTypeFactory types = body.source().rexBuilder().getTypeFactory();
        RelDataType text = types.createTypeWithNullability(types.createSqlType(SqlTypeName.VARCHAR), true);
        return body.stored(Casts.cast(body, value, text, false));
    }

    private static boolean isText(RexCall call) {
        return SqlTypeUtil.isCharacter(call.getOperands().get(0).getType());
    }

    /** What is a number by its type needs no look; of null, these say no. */
    private static Value isDecimal(Body body, RexCall call) {
        return classified(
                body,
                call,
                "isDecimal",
                SqlTypeUtil.isNumeric(call.getOperands().get(0).getType()));
    }

    private static Value isDigit(Body body, RexCall call) {
        RelDataType type = call.getOperands().get(0).getType();
        return classified(body, call, "isDigit", SqlTypeUtil.isIntType(type));
    }

    private static Value isAlpha(Body body, RexCall call) {
        return classified(body, call, "isAlpha", false);
    }

    private static Value classified(Body body, RexCall call, String method, boolean ofOtherTypes) {
        Value operand = body.value(call.getOperands().get(0));
        if (operand.isAlwaysNull()) {
            return Value.notNull("false", call.getType());
        }
        Value result = isText(call)
                ? new StaticMethod(Strings.class, method).generate(body, call, List.of(operand))
                : body.inline(List.of(operand), call.getType(), String.valueOf(ofOtherTypes));
        return Value.notNull(result.isTrue(), call.getType());
    }
}
