/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.JavaType;
import io.millrace.data.RowKind;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.row.Row;
import io.millrace.sql.table.functions.ArgumentHint;
import io.millrace.sql.table.functions.ArgumentTrait;
import io.millrace.sql.table.functions.ProcessTableFunction;
import io.millrace.sql.table.functions.StateHint;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the class of a {@link ProcessTableFunction} says of itself.
 *
 * @param takesContext whether the first parameter of eval is the context
 * @param onTimer null if it has none
 * @param onTimerTakesContext whether the first parameter of that is the context
 * @param rows the class of its rows
 * @param kinds the changes that it gives
 */
public record ProcessSignature(
        UserMethod eval,
        boolean takesContext,
        List<StateEntry> states,
        List<Argument> arguments,
        @Nullable UserMethod onTimer,
        boolean onTimerTakesContext,
        JavaType rows,
        Set<RowKind> kinds)
        implements Serializable {

    /** What a call gives it. */
    public record Argument(String name, Set<ArgumentTrait> traits, JavaType type, boolean isOptional)
            implements Serializable {
        public boolean has(ArgumentTrait trait) {
            return traits.contains(trait);
        }

        public boolean isTable() {
            return has(ArgumentTrait.SET_SEMANTIC_TABLE) || has(ArgumentTrait.ROW_SEMANTIC_TABLE);
        }

        /** Whether it takes a table of any columns. */
        boolean isAnyRow() {
            return type.raw() == Row.class;
        }
    }

    /** The arguments that every function takes after its own. */
    static final String ON_TIME = "on_time";

    static final String UID = "uid";

    /** @throws SqlException if the class cannot be used */
    static ProcessSignature of(FunctionSource source) {
        Class<?> owner = source.type();
        Method method = onlyMethod(owner, "eval");
        if (method == null) {
            throw SqlException.of("The class " + owner.getName() + " has no public method eval.");
        }
        Reader reader = new Reader(owner, method);
        reader.readEval();
        JavaType rows = Supertypes.of(owner, ProcessTableFunction.class).argument(0);
        SqlTypes.require(rows, "A row of " + owner.getName());
        Method timer = onlyMethod(owner, "onTimer");
        boolean timerContext = timer != null && reader.readTimer(timer);
        ProcessSignature signature = new ProcessSignature(
                method(owner, method),
                reader.takesContext,
                reader.states,
                reader.arguments,
                timer == null ? null : method(owner, timer),
                timerContext,
                rows,
                kinds(source));
        signature.check(owner.getName());
        return signature;
    }

    private static Set<RowKind> kinds(FunctionSource source) {
        Set<RowKind> kinds = EnumSet.copyOf(((ProcessTableFunction<?>) source.create()).emittedKinds());
        if (kinds.contains(RowKind.UPDATE_AFTER) != kinds.contains(RowKind.UPDATE_BEFORE)) {
            throw SqlException.of("emittedKinds of " + source.type().getName() + " is " + kinds
                    + ": updates need both UPDATE_BEFORE and UPDATE_AFTER.");
        }
        return kinds;
    }

    private static @Nullable Method onlyMethod(Class<?> owner, String name) {
        List<Method> found = Arrays.stream(owner.getMethods())
                .filter(method -> method.getName().equals(name)
                        && !method.isBridge()
                        && !Modifier.isStatic(method.getModifiers()))
                .toList();
        if (found.size() > 1) {
            throw SqlException.of("The class " + owner.getName() + " has " + found.size() + " public methods " + name
                    + ": a process table function has one.");
        }
        for (Method method : found) {
            if (method.getReturnType() != void.class) {
                throw SqlException.of("The result of " + name + " in " + owner.getName()
                        + " goes nowhere: it is void, and calls collect.");
            }
            return method;
        }
        return null;
    }

    private static UserMethod method(Class<?> owner, Method method) {
        return new UserMethod(
                owner,
                method.getName(),
                List.of(method.getParameterTypes()),
                Arrays.stream(method.getParameterTypes()).map(JavaType::of).toList(),
                0,
                false,
                JavaType.of(void.class),
                void.class);
    }

    /** Reads the parameters of the methods. */
    private static final class Reader {
        private final Class<?> owner;
        private final Method eval;
        private final List<@Nullable String> names;
        private final List<StateEntry> states = new ArrayList<>();
        private final List<JavaType> stateTypes = new ArrayList<>();
        private final List<Argument> arguments = new ArrayList<>();
        private boolean takesContext;

        Reader(Class<?> owner, Method eval) {
            this.owner = owner;
            this.eval = eval;
            this.names = ParameterNames.of(eval);
        }

        void readEval() {
            Parameter[] parameters = eval.getParameters();
            for (int i = 0; i < parameters.length; i++) {
                Parameter parameter = parameters[i];
                JavaType type = type(eval, i);
                String path = "The parameter " + (i + 1) + " of eval in " + owner.getName();
                StateHint hint = parameter.getAnnotation(StateHint.class);
                if (type.raw() == ProcessTableFunction.Context.class) {
                    if (i > 0) {
                        throw SqlException.of(path + " is the context, which comes first.");
                    }
                    takesContext = true;
                } else if (hint != null || StateEntry.isState(type.raw())) {
                    if (!arguments.isEmpty()) {
                        throw SqlException.of(path + " is state, which comes before the arguments.");
                    }
                    states.add(StateEntry.of(name(i, "state" + states.size()), type, hint, path));
                    stateTypes.add(type);
                } else {
                    arguments.add(argument(
                            name(i, "arg" + arguments.size()),
                            parameter.getAnnotation(ArgumentHint.class),
                            type,
                            path));
                }
            }
        }

        private String name(int parameter, String otherwise) {
            String name = parameter < names.size() ? names.get(parameter) : null;
            return name == null ? otherwise : name;
        }

        private JavaType type(Method method, int parameter) {
            Type generic = method.getGenericParameterTypes()[parameter];
            return JavaType.resolve(
                    generic, Supertypes.of(owner, method.getDeclaringClass()).bindings());
        }

        private Argument argument(String name, @Nullable ArgumentHint hint, JavaType type, String path) {
            Set<ArgumentTrait> traits = EnumSet.noneOf(ArgumentTrait.class);
            if (hint != null) {
                traits.addAll(List.of(hint.value()));
            }
            boolean isSet = traits.contains(ArgumentTrait.SET_SEMANTIC_TABLE);
            boolean isRow = traits.contains(ArgumentTrait.ROW_SEMANTIC_TABLE);
            boolean isOther = traits.contains(ArgumentTrait.SCALAR);
            boolean hasTableTraits = traits.stream().anyMatch(trait -> trait != ArgumentTrait.SCALAR);
            if ((isSet && isRow) || (isOther && hasTableTraits) || (!isSet && !isRow && hasTableTraits)) {
                throw SqlException.of(
                        path + " has the traits " + traits
                                + ": an argument is a SCALAR, a ROW_SEMANTIC_TABLE or a SET_SEMANTIC_TABLE, and all else is said of tables.");
            } else if (isRow && traits.contains(ArgumentTrait.OPTIONAL_PARTITION_BY)) {
                throw SqlException.of(path + " is OPTIONAL_PARTITION_BY, which a SET_SEMANTIC_TABLE alone can be.");
            }
            if (!isSet && !isRow) {
                if (type.raw() == Row.class) {
                    throw SqlException.of(path + " is a Row. Say in @ArgumentHint that it is a SET_SEMANTIC_TABLE or a"
                            + " ROW_SEMANTIC_TABLE, or make it a record.");
                }
                SqlTypes.require(type, path);
            }
            String own = hint == null || hint.name().isEmpty() ? name : hint.name();
            return new Argument(own, traits, type, hint != null && hint.isOptional());
        }

        /** Returns whether it takes the context. */
        boolean readTimer(Method timer) {
            List<JavaType> types = new ArrayList<>();
            for (int i = 0; i < timer.getParameterCount(); i++) {
                types.add(type(timer, i));
            }
            boolean context = !types.isEmpty()
                    && types.get(0).raw().isAssignableFrom(ProcessTableFunction.OnTimerContext.class)
                    && types.get(0).raw() != Object.class;
            if (!types.subList(context ? 1 : 0, types.size()).equals(stateTypes)) {
                throw SqlException.of("onTimer of " + owner.getName()
                        + " takes an OnTimerContext, which may be left out, and the states of eval: "
                        + stateTypes.stream().map(JavaType::name).toList() + ".");
            }
            return context;
        }
    }

    private void check(String owner) {
        List<Argument> tables = arguments.stream().filter(Argument::isTable).toList();
        boolean sets =
                !tables.isEmpty() && tables.stream().allMatch(table -> table.has(ArgumentTrait.SET_SEMANTIC_TABLE));
        boolean passes = tables.stream().anyMatch(table -> table.has(ArgumentTrait.PASS_COLUMNS_THROUGH));
        if ((!states.isEmpty() || onTimer != null) && !sets) {
            throw SqlException.of("The class " + owner
                    + " keeps state or has timers, which are those of a key: its tables must be SET_SEMANTIC_TABLE.");
        } else if (tables.size() > 1 && !sets) {
            throw SqlException.of("The class " + owner + " takes several tables: all must be SET_SEMANTIC_TABLE.");
        } else if (passes && tables.size() > 1) {
            throw SqlException.of(
                    "The class " + owner + " takes several tables: columns are passed through of one alone.");
        } else if (passes && onTimer != null) {
            throw SqlException.of(
                    "The class " + owner + " has timers, which have no row: it cannot have PASS_COLUMNS_THROUGH.");
        }
        List<String> taken = new ArrayList<>(List.of(ON_TIME, UID));
        for (Argument argument : arguments) {
            if (taken.contains(argument.name.toLowerCase(Locale.ROOT))) {
                throw SqlException.of("The class " + owner + " cannot have an argument '" + argument.name
                        + "': that is the name of another one. Say @ArgumentHint(name = \"...\").");
            }
            taken.add(argument.name.toLowerCase(Locale.ROOT));
        }
        if (states.stream().map(StateEntry::name).distinct().count() < states.size()) {
            throw SqlException.of("The class " + owner + " has two states of one name: "
                    + states.stream().map(StateEntry::name).toList() + ".");
        }
    }

    /** Whether it is called for keys. */
    public boolean isKeyed() {
        return arguments.stream().anyMatch(argument -> argument.has(ArgumentTrait.SET_SEMANTIC_TABLE));
    }
}
