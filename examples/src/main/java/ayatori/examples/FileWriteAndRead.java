package ayatori.examples;

import static ayatori.async.Async.run;

import ayatori.async.file.AsyncFile;
import ayatori.async.file.FileMode;
import java.io.IOException;
import java.nio.file.Path;

/** Writes and reads a file while other tasks can run. */
final class FileWriteAndRead {
    void readFile(Path path) throws IOException {
        try (var file = AsyncFile.open(path)) {
            var contents = file.read();
            IO.println("Contents of " + path + ":");
            IO.println(contents);
        }
    }

    void writeFile(Path path, String data) throws IOException {
        try (var file = AsyncFile.open(path, FileMode.WRITE)) {
            file.write(data);
            IO.println("Data written to " + path);
        }
    }

    void program(Path path) throws IOException {
        writeFile(path, "Hello, Async File IO!");
        readFile(path);
    }

    void main() throws Exception {
        run(() -> program(Path.of("example.txt")));
    }
}
