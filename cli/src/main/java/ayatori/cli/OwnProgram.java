package ayatori.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts this program again, as a process of its own with the same JVM options. */
final class OwnProgram {

    /** Options of the training run, which writes the cache. A process of its own may read it, too. */
    private static final List<String> NOT_PASSED_ON =
            List.of("-agentlib", "-XX:AOTCacheOutput", "-XX:AOTConfiguration", "-XX:AOTMode");

    private OwnProgram() {}

    /**
     * Starts a command. Its standard input is a pipe that ends when this process does; what it prints goes to a file.
     *
     * @param output the file
     * @param arguments the command line
     */
    static Process start(Path output, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NOT_PASSED_ON.stream().noneMatch(option::startsWith))
                .forEach(command::add);
        String classPath = System.getProperty("java.class.path");
        if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
            command.add("-jar");
            command.add(classPath);
        } else {
            command.addAll(List.of("-cp", classPath, Main.class.getName()));
        }
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
