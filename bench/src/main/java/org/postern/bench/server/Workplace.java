package org.postern.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What servers are started with. Immutable.
 *
 * @param directory where each may have a directory of its own
 * @param root of the project, as it was built
 * @param certificate what all of them serve
 */
public record Workplace(Path directory, Path root, TestCertificate certificate) {
    /** The same for all JVMs. */
    private static final List<String> JVM = List.of("-Xms64m", "-Xmx1g", "-XX:+UseG1GC");

    /** A directory for the files of one server. */
    public Path of(String server) throws IOException {
        return Files.createDirectories(directory.resolve(server));
    }

    /** The beginning of a command that runs a class of this module. */
    List<String> java(Class<?> main, List<String> arguments) {
        return java(System.getProperty("java.class.path"), List.of(), main.getName(), arguments);
    }

    /** The same for a class that is elsewhere. */
    List<String> java(String classPath, List<String> options, String main, List<String> arguments) {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return command;
    }
}
