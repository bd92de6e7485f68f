package org.postern.tls.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Classes that have the names of a server's, compiled from the source in a test, in a class loader that has nothing else. */
final class StandIns {
    private StandIns() {}

    /** A class loader of a server that has these classes. */
    static ServerClasses of(String... sources) {
        return new ServerClasses(loader(ClassLoader.getPlatformClassLoader(), sources));
    }

    /** A class loader that has these classes. */
    static ClassLoader loader(ClassLoader parent, String... sources) {
        Map<String, byte[]> classes = sources.length == 0 ? Map.of() : compiled(List.of(sources));
        return new ClassLoader(parent) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] content = classes.get(name);
                if (content == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, content, 0, content.length);
            }
        };
    }

    /** Writes a static field of one of them: what it is to answer. */
    static void set(ClassLoader loader, String name, String field, Object value) {
        try {
            Class.forName(name, true, loader).getField(field).set(null, value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("A stand-in is wrong", e);
        }
    }

    private static Map<String, byte[]> compiled(List<String> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        JavaFileManager files = new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return classes.computeIfAbsent(name, any -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        Stream<JavaFileObject> units = sources.stream().map(StandIns::unit);
        assertThat(compiler.getTask(null, files, null, List.of("-proc:none", "-cp", ""), null, units.toList())
                        .call())
                .isTrue();
        Map<String, byte[]> content = new HashMap<>();
        classes.forEach((name, bytes) -> content.put(name, bytes.toByteArray()));
        return content;
    }

    /** Named after the type in it, which is the one that is public. */
    private static JavaFileObject unit(String source) {
        String type = source.replaceFirst(
                "(?s).*?public (?:final |abstract )?(?:class|interface|enum|record) (\\w+).*", "$1");
        return new SimpleJavaFileObject(URI.create("memory:///" + type + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
    }
}
