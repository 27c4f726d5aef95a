package ayatori.cli;

/** The program's entry point. */
public final class Main {

    private Main() {}

    /**
     * Runs the program and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        var program = new Program(Console.system(), Crawls.runner(), Runtime.getRuntime()::halt);
        System.exit(program.run(arguments));
    }
}
