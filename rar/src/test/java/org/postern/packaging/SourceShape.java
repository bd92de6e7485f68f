package org.postern.packaging;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the compiler's own parser sees in sources: their constructors, records and methods, and how long they are. */
final class SourceShape extends TreeScanner<Void, String> {
    /**
     * A constructor, a record or a method.
     *
     * @param name of the class, and of the method if it is one
     * @param lines from its first to its last, without what is said of it in front; of a record none
     */
    record Callable(String name, boolean isConstructor, int parameters, int lines) {}

    private final List<Callable> found = new ArrayList<>();
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final LineMap lines;

    private SourceShape(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
        this.lines = unit.getLineMap();
    }

    static List<Callable> of(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Callable> all = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                SourceShape shape = new SourceShape(unit, positions);
                shape.scan(unit, "");
                all.addAll(shape.found);
            }
        }
        return all;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, String outer) {
        String name = type.getSimpleName().toString();
        if (type.getKind() == Tree.Kind.RECORD) {
            found.add(new Callable(name, true, components(type), 0));
        }
        return super.visitClass(type, name);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, String type) {
        boolean constructor = method.getReturnType() == null;
        String name = constructor ? type : type + "." + method.getName();
        found.add(new Callable(name, constructor, method.getParameters().size(), lines(method)));
        return super.visitMethod(method, type);
    }

    /** Those are fields to the parser, and a record has no others that are not static. */
    private static int components(ClassTree type) {
        return (int) type.getMembers().stream()
                .filter(member -> member instanceof VariableTree field
                        && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .count();
    }

    private int lines(Tree tree) {
        return (int) (line(tree, one -> positions.getEndPosition(unit, one))
                - line(tree, one -> positions.getStartPosition(unit, one))
                + 1);
    }

    private long line(Tree tree, ToLongFunction<Tree> position) {
        return lines.getLineNumber(position.applyAsLong(tree));
    }
}
