package ayatori.examples;

import static ayatori.async.Async.run;

import ayatori.async.process.Subprocess;
import java.io.IOException;

/** Two subprocesses: one runs to its end, one is read line by line. */
final class RunPrograms {
    void sort() throws IOException {
        try (var sort = Subprocess.exec("sort")) {
            var output = sort.communicate("pear\napple\n");
            IO.print(output.stdout());
            IO.println("sort ended with " + output.exitCode());
        }
    }

    void count() throws IOException {
        try (var count = Subprocess.shell("echo one; echo two; exit 3")) {
            for (String line; (line = count.stdout().readLine()) != null; ) {
                IO.println("a line: " + line);
            }
            IO.println("the shell ended with " + count.waitFor());
        }
    }

    void program() throws IOException {
        sort();
        count();
    }

    void main() throws Exception {
        run(this::program);
    }
}
