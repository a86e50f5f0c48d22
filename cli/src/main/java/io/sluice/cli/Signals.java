package io.sluice.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * Takes signals from the JVM, whose own answer to SIGTERM is exit code 143 and to SIGHUP 129.
 *
 * <p>{@code sun.misc.Signal} is reached by reflection: naming it in source is a warning that cannot be suppressed.
 */
final class Signals {

    private Signals() {}

    /**
     * Calls {@code action} with the signal's name each time it arrives, on a thread of its own.
     *
     * @param name without {@code SIG}: {@code TERM}
     * @throws IllegalStateException if this Java cannot do that
     */
    @SuppressWarnings("ReferenceEquality") // what equality of a proxy is
    static void handle(String name, Consumer<String> action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler calls = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.accept(name);
                    yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "handler of SIG" + name;
            };
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, calls);
            Object wanted = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, wanted, proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this Java cannot handle SIG" + name + "; use one with the module jdk.unsupported", e);
        }
    }
}
