package org.postern.tls.keys;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An object or a class of a server's, called without being known when the adapter is compiled. Whatever is different from what
 * is expected, or goes wrong in it, becomes a {@link ServerDiffersException}.
 */
final class ServerObject {
    private final Class<?> type;
    private final @Nullable Object object;

    private ServerObject(Class<?> type, @Nullable Object object) {
        this.type = type;
        this.object = object;
    }

    static ServerObject ofClass(Class<?> type) {
        return new ServerObject(type, null);
    }

    static ServerObject of(Object object) {
        return new ServerObject(object.getClass(), object);
    }

    /** As an argument: the object, or the class itself. */
    Object argument() {
        return object == null ? type : object;
    }

    /** The class that a method has answered. */
    ServerObject asClass() throws ServerDiffersException {
        if (object instanceof Class<?> found) {
            return ofClass(found);
        }
        throw new ServerDiffersException(type.getName() + " is no class", null);
    }

    /** What a method answers that must not answer null. */
    ServerObject call(String method, Object... arguments) throws ServerDiffersException {
        return of(ask(Object.class, method, arguments)
                .orElseThrow(() -> new ServerDiffersException(named(method) + " answers nothing", null)));
    }

    /** What a method answers; empty for null. */
    <T> Optional<T> ask(Class<T> expected, String method, @Nullable Object... arguments) throws ServerDiffersException {
        try {
            Object answer = method(type, method, arguments)
                    .orElseThrow(() -> new NoSuchMethodException(named(method)))
                    .invoke(object, arguments);
            return Optional.ofNullable(expected.cast(answer));
        } catch (NoSuchMethodException e) {
            throw new ServerDiffersException(named(method) + " does not exist as it was expected", e);
        } catch (ClassCastException e) {
            throw new ServerDiffersException(
                    named(method) + " answers something else than a " + expected.getTypeName(), e);
        } catch (InvocationTargetException e) {
            throw failed(method, e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError | StackOverflowError e) {
            throw failed(method, e);
        }
    }

    /** The elements of the array or collection that a method answers; none for null. */
    List<ServerObject> askAll(String method, Object... arguments) throws ServerDiffersException {
        Object all = ask(Object.class, method, arguments).orElseGet(List::of);
        try {
            Object[] elements = all instanceof Collection<?> some ? some.toArray() : (Object[]) all;
            return Arrays.stream(elements).map(ServerObject::of).toList();
        } catch (RuntimeException e) {
            throw failed(method, e);
        }
    }

    private ServerDiffersException failed(String method, Throwable cause) {
        return new ServerDiffersException(
                named(method) + " fails (" + cause.getClass().getName() + ")", cause);
    }

    private String named(String method) {
        return type.getSimpleName() + "." + method;
    }

    /** Of a public class or interface: servers give objects of hidden classes, too. */
    private static Optional<Method> method(@Nullable Class<?> from, String name, @Nullable Object... arguments) {
        if (from == null) {
            return Optional.empty();
        }
        Optional<Method> own = Arrays.stream(from.getMethods())
                .filter(method -> method.getName().equals(name)
                        && Modifier.isPublic(method.getDeclaringClass().getModifiers())
                        && takes(method, arguments))
                .findFirst();
        return own.or(() -> Stream.concat(Stream.ofNullable(from.getSuperclass()), Arrays.stream(from.getInterfaces()))
                .flatMap(wider -> method(wider, name, arguments).stream())
                .findFirst());
    }

    private static boolean takes(Method method, @Nullable Object... arguments) {
        Class<?>[] wanted = MethodType.methodType(void.class, method.getParameterTypes())
                .wrap()
                .parameterArray();
        if (wanted.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (arguments[i] != null && !wanted[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }
}
