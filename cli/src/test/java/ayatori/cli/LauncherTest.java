package ayatori.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher script in a folder of its own, with JDKs and a Maven that are scripts too: they print the arguments with which
 * they were called.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class LauncherTest {

    private record Result(int exitCode, String out, String err) {}

    @TempDir
    private Path temporary = Path.of("");

    private Path root = Path.of("");
    private Path jar = Path.of("");
    private Path tools = Path.of("");
    private final Map<String, String> environment = new LinkedHashMap<>();

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectories(temporary.resolve("a project"));
        tools = Files.createDirectories(temporary.resolve("tools"));
        Files.copy(Path.of("..", "ayatori"), root.resolve("ayatori"), StandardCopyOption.COPY_ATTRIBUTES);
        jar = root.resolve("cli/target/ayatori/ayatori.jar");
        for (String source : new String[] {"pom.xml", "cli/pom.xml", "cli/src/main/java/Main.java", "web/pom.xml"}) {
            Files.createDirectories(root.resolve(source).getParent());
            touch(root.resolve(source), -100);
        }
        // A folder's time is that of the last change to its entries: none is newer than the program.
        try (Stream<Path> folders = Files.walk(root)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(100)));
            }
        }
        environment.put("AYATORI_JAVA_HOME", jdk("jdk-25", "25.0.3").toString());
        environment.put("AYATORI_AOT", "off");
    }

    /** Makes a file that is so many seconds younger than now, or older if negative. */
    private static void touch(Path file, int seconds) throws IOException {
        Files.createDirectories(file.getParent());
        if (!Files.exists(file)) {
            Files.writeString(file, "");
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
    }

    private void built() throws IOException {
        touch(jar, -10);
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** A JDK whose java prints its name and arguments, and creates the file that a training run creates. */
    private Path jdk(String name, String version) throws IOException {
        Path home = temporary.resolve(name);
        script(home.resolve("bin/java"), """
                echo "java of %s"
                for argument in "$@"; do
                  echo "<$argument>"
                  case $argument in -XX:AOTCacheOutput=*) echo cache >"${argument#*=}" ;; esac
                done
                exit ${JAVA_EXIT:-0}
                """.formatted(name));
        script(home.resolve("bin/javac"), "exit 1\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private void maven(String commands) throws IOException {
        script(tools.resolve("mvn"), commands);
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return run(root.resolve("ayatori"), arguments);
    }

    private Result run(Path launcher, String... arguments) throws IOException, InterruptedException {
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        var command = new java.util.ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        builder.environment().put("HOME", temporary.resolve("home").toString());
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Result(exitCode, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    @Test
    void runsTheProgramWithItsArguments() throws Exception {
        built();
        Result result = run("crawl", "--header", "A: b c", "", "*");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("java of jdk-25\n")
                .endsWith("<-jar>\n<" + jar.toRealPath() + ">\n<crawl>\n<--header>\n<A: b c>\n<>\n<*>\n");
    }

    @Test
    void passesTheExitCodeOn() throws Exception {
        built();
        environment.put("JAVA_EXIT", "130");
        assertThat(run().exitCode()).isEqualTo(130);
    }

    @Test
    void passesFurtherOptionsToTheJvmAfterItsOwn() throws Exception {
        built();
        environment.put("AYATORI_JAVA_OPTS", "-Xmx2g -Dx=y");
        assertThat(run("demo").out())
                .contains("<-Xmx2g>\n<-Dx=y>\n<-jar>\n")
                .containsPattern("(?s)<-Xmx[0-9]+m>.*<-Xmx2g>");
    }

    @Test
    void givesANodeOfAClusterALargerHeap() throws Exception {
        built();
        environment.put("AYATORI_JAVA_OPTS", "-Xmx2g");
        assertThat(run("cluster", "node").out()).containsPattern("(?s)<-Xmx256m>.*<-Xmx1g>.*<-Xmx2g>");
        assertThat(run("cluster", "status").out()).doesNotContain("<-Xmx1g>");
    }

    @Test
    void runsThroughSymbolicLinks() throws Exception {
        built();
        Path first = Files.createSymbolicLink(tools.resolve("first"), root.resolve("ayatori"));
        Path second = Files.createSymbolicLink(temporary.resolve("second"), Path.of("tools", "first"));
        assertThat(run(first, "x").out()).contains("<" + jar.toRealPath() + ">\n<x>\n");
        assertThat(run(second, "x").out()).contains("<" + jar.toRealPath() + ">\n<x>\n");
    }

    @Test
    void findsTheJdkItself() throws Exception {
        built();
        environment.remove("AYATORI_JAVA_HOME");
        environment.put("JAVA_HOME", jdk("jdk-17", "17.0.15").toString());
        jdk("home/.sdkman/candidates/java/17.0.1-tem", "17.0.1");
        jdk("home/.jdks/temurin-25", "25");
        Result result = run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).doesNotContain("jdk-17").doesNotContain("sdkman");
    }

    @Test
    void prefersJavaHomeToThePath() throws Exception {
        built();
        environment.remove("AYATORI_JAVA_HOME");
        environment.put("JAVA_HOME", jdk("home-jdk", "25.0.1").toString());
        Files.createSymbolicLink(
                tools.resolve("java"), jdk("path-jdk", "25.0.2").resolve("bin/java"));
        assertThat(run().out()).startsWith("java of home-jdk\n");
    }

    @Test
    void followsTheLinksOfAJavaOnThePath() throws Exception {
        built();
        environment.remove("AYATORI_JAVA_HOME");
        Path alternatives = Files.createDirectories(temporary.resolve("alternatives"));
        Files.createSymbolicLink(
                alternatives.resolve("java"), jdk("path-jdk", "25.0.2").resolve("bin/java"));
        Files.createSymbolicLink(tools.resolve("java"), alternatives.resolve("java"));
        assertThat(run().out()).startsWith("java of path-jdk\n");
    }

    @Test
    void saysWhatToInstallIfTheChosenJdkIsAnother() throws Exception {
        built();
        environment.put("AYATORI_JAVA_HOME", jdk("jdk-250", "250.1").toString());
        Result result = run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).matches("ayatori: AYATORI_JAVA_HOME is .*jdk-250, which holds no JDK 25\\.\n");
    }

    @Test
    void buildsWhatIsMissingOnceAndQuietly() throws Exception {
        maven("""
                echo "noise of $*, java at $JAVA_HOME"
                mkdir -p cli/target/ayatori
                echo built >>cli/target/ayatori/ayatori.jar
                """);
        Result first = run("crawl");
        assertThat(first.exitCode()).isZero();
        assertThat(first.err()).isEqualTo("Building Ayatori (the first time also fetches its libraries) …\n");
        assertThat(first.out()).startsWith("java of jdk-25\n").doesNotContain("noise");
        Result second = run("crawl");
        assertThat(second.err()).isEmpty();
        assertThat(Files.readString(jar)).isEqualTo("built\n");
        assertThat(Files.readString(root.resolve("cli/target/build.log")))
                .contains("-pl cli -am package")
                .contains("java at " + environment.get("AYATORI_JAVA_HOME"));
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        built();
        maven("echo built again >>cli/target/ayatori/ayatori.jar\n");
        touch(root.resolve("cli/src/main/java/Main.java"), -5);
        assertThat(run().err()).isEqualTo("Building Ayatori, its sources have changed …\n");
        assertThat(run().err()).isEmpty();
    }

    @Test
    void isUpToDateAfterABuildThatChangedNothing() throws Exception {
        built();
        maven("true\n");
        touch(root.resolve("web/pom.xml"), -5);
        assertThat(run().err()).startsWith("Building Ayatori");
        assertThat(run().err()).isEmpty();
    }

    /** Builds with a Maven that counts its runs in the jar, and checks that it was needed. */
    private void buildOnce() throws Exception {
        maven("mkdir -p cli/target/ayatori; echo built >>cli/target/ayatori/ayatori.jar\n");
        assertThat(run().err()).startsWith("Building Ayatori (the first time");
    }

    @Test
    void doesNotBuildWhenOnlyTheTimesOfSourcesChange() throws Exception {
        buildOnce();
        touch(root.resolve("cli/src/main/java/Main.java"), 100);
        assertThat(run().err()).isEmpty();
        assertThat(run().err()).isEmpty();
        assertThat(jar).hasContent("built\n");
    }

    @Test
    void buildsAgainWhenASourceChangesWhateverItsTime() throws Exception {
        buildOnce();
        Path source = root.resolve("cli/src/main/java/Main.java");
        Files.writeString(source, "class Main {}");
        touch(source, -1_000);
        assertThat(run().err()).isEqualTo("Building Ayatori, its sources have changed …\n");
        assertThat(run().err()).isEmpty();
        Files.delete(source);
        assertThat(run().err()).isEqualTo("Building Ayatori, its sources have changed …\n");
    }

    @Test
    void doesNotBuildACopyOfABuiltFolder() throws Exception {
        buildOnce();
        Path copy = temporary.resolve("a copy");
        assertThat(new ProcessBuilder("cp", "-R", root.toString(), copy.toString())
                        .start()
                        .waitFor())
                .isZero();
        touch(copy.resolve("web/pom.xml"), 100);
        assertThat(run(copy.resolve("ayatori"), "x").err()).isEmpty();
        assertThat(copy.resolve("cli/target/ayatori/ayatori.jar")).hasContent("built\n");
        Files.writeString(copy.resolve("web/pom.xml"), "<project/>");
        assertThat(run(copy.resolve("ayatori"), "x").err()).startsWith("Building Ayatori, its sources have changed");
    }

    @Test
    void recordsABuildByHandForTheMavenBuild() throws Exception {
        built();
        environment.put("AYATORI_RECORD_BUILD", "yes");
        assertThat(run().out()).isEmpty();
        environment.remove("AYATORI_RECORD_BUILD");
        touch(root.resolve("cli/src/main/java/Main.java"), 100);
        assertThat(run().err()).isEmpty();
    }

    @Test
    void neverBuildsADistributionWithoutSources() throws Exception {
        built();
        Files.delete(root.resolve("pom.xml"));
        touch(root.resolve("cli/src/main/java/Main.java"), 100);
        assertThat(run("x").out()).endsWith("<x>\n");
        assertThat(run("x").err()).isEmpty();
    }

    @Test
    void runsTheLastBuildInAFolderThatCannotBeWritten() throws Exception {
        built();
        touch(root.resolve("web/pom.xml"), -5);
        script(tools.resolve("mkdir"), "echo 'mkdir: Read-only file system' >&2; exit 1\n");
        Result result = run("x");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).matches("Ayatori's sources have changed, but .* cannot be written: .*last build\\.\n");
        assertThat(result.out()).endsWith("<x>\n");
    }

    @Test
    void saysThatAFolderCannotBeWrittenBeforeTheFirstBuild() throws Exception {
        Files.writeString(root.resolve("cli/target"), "a file in the way");
        Result result = run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).matches("ayatori: Ayatori is not built yet, and .*cli/target cannot be written\\.\n");
    }

    @Test
    void doesNotTakeAFailingMkdirForARival() throws Exception {
        touch(root.resolve("cli/target/building"), 0);
        Result result = run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).matches("ayatori: cannot create .*building\\.\n");
    }

    /** Locks as another launcher did: its process number, and when it was started. */
    private void locked(String owner) throws IOException {
        Files.createDirectories(root.resolve("cli/target/building"));
        Files.writeString(root.resolve("cli/target/building/pid"), owner);
        script(tools.resolve("sleep"), "echo slept >>'" + temporary.resolve("slept") + "'\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // killed before it could write its number
                "4194305\nMon Jan  1 00:00:00 2024\n", // no such process
                "1\nMon Jan  1 00:00:00 2024\n", // its number has been given to another process since
            })
    void takesTheLockOfALauncherThatWasKilled(String owner) throws Exception {
        locked(owner);
        buildOnce();
        assertThat(root.resolve("cli/target/building")).doesNotExist();
    }

    @Test
    void waitsForALauncherThatIsBuilding() throws Exception {
        Process rival = new ProcessBuilder("cat").start();
        try {
            String pid = Long.toString(rival.pid());
            Process ps = new ProcessBuilder("ps", "-o", "lstart=", "-p", pid).start();
            locked(pid + "\n" + new String(ps.getInputStream().readAllBytes(), UTF_8));
            // Called again as long as ps lists the process, which may have gone by then.
            script(tools.resolve("sleep"), "kill " + pid + " 2>/dev/null || true\n");
            maven("mkdir -p cli/target/ayatori; echo built >>cli/target/ayatori/ayatori.jar\n");
            assertThat(run().err())
                    .startsWith("Another ayatori (process " + pid + ") is building; waiting for it …\nBuilding");
        } finally {
            rival.destroyForcibly();
        }
    }

    @Test
    void doesNotBuildForATest() throws Exception {
        built();
        touch(root.resolve("cli/src/test/java/MainTest.java"), -5);
        touch(root.resolve("web/target/classes/pom.xml"), -5);
        assertThat(run().err()).isEmpty();
    }

    @Test
    void showsMavensErrorsOnlyIfTheBuildFails() throws Exception {
        maven("""
                echo '[INFO] noise'
                echo '[ERROR] Main.java:[1,1] no semicolon'
                exit 1
                """);
        Result result = run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("ayatori: the build failed:\n[ERROR] Main.java:[1,1] no semicolon\n")
                .contains("build.log")
                .doesNotContain("noise");
    }

    @Test
    void saysWhatToInstallWhereMavenIsMissing() throws Exception {
        // Stand-ins for all the script calls, so that no mvn of this machine is on the path.
        Path path = Files.createDirectories(temporary.resolve("path"));
        for (String tool : new String[] {
            "bash", "dirname", "readlink", "mkdir", "rm", "cat", "find", "head", "sleep", "uname", "mv", "grep"
        }) {
            for (String folder : new String[] {"/bin/", "/usr/bin/"}) {
                if (Files.exists(Path.of(folder + tool)) && !Files.exists(path.resolve(tool))) {
                    script(path.resolve(tool), "exec " + folder + tool + " \"$@\"\n");
                }
            }
        }
        environment.put("PATH", path.toString());
        Result result = run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "ayatori: Ayatori is built by Maven: install Maven 3.8 or later so that mvn is on the path.\n");
    }

    @Test
    void trainsOnceAndUsesTheCacheFromThenOn() throws Exception {
        built();
        environment.remove("AYATORI_AOT");
        Result first = run("crawl");
        assertThat(first.err()).isEqualTo("Preparing a faster start …\n");
        assertThat(first.out()).contains("<-XX:AOTCache=").contains("25.0.3").doesNotContain("training");
        Result second = run("crawl");
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).contains("<-XX:AOTCache=");
    }

    @Test
    void runsWithoutACacheIfTrainingFailsAndTriesOnlyOnce() throws Exception {
        built();
        environment.remove("AYATORI_AOT");
        Path home = Path.of(environment.getOrDefault("AYATORI_JAVA_HOME", ""));
        script(home.resolve("bin/java"), """
                case $1 in -XX:AOTCacheOutput=*) exit 3 ;; esac
                echo "$@"
                """);
        Result first = run("crawl");
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).doesNotContain("AOTCache").endsWith("crawl\n");
        assertThat(run("crawl").err()).isEmpty();
    }

    @Test
    void namesMethodsThatThereAreToTheCompiler() throws Exception {
        built();
        List<String> inlined = run("crawl")
                .out()
                .lines()
                .filter(line -> line.startsWith("<-XX:CompileCommand=inline,"))
                .map(line -> line.substring(line.indexOf(',') + 1, line.length() - 1))
                .toList();
        assertThat(inlined).isNotEmpty().allSatisfy(method -> {
            String type = method.substring(0, method.lastIndexOf('.')).replace('/', '.');
            String name = method.substring(method.lastIndexOf('.') + 1);
            assertThat(Class.forName(type).getDeclaredMethods())
                    .extracting(java.lang.reflect.Method::getName)
                    .anyMatch(declared -> name.equals("*") || declared.equals(name));
        });
    }
}
