package ayatori.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ayatori init}. */
final class InitCommand implements ProgramCommand {

    private final CommandSpec spec = CommandSpecs.of(this);
    private final Console console;
    private final Path folder;
    private List<String> folders = List.of();
    private boolean toStandardOutput;

    /** @param folder the working directory */
    InitCommand(Console console, Path folder) {
        this.console = console;
        this.folder = folder;
    }

    @Override
    public CommandSpec describe() {
        spec.name("init")
                .addPositional(OptionGroup.optionalParameters(
                        "DIR", values -> folders = values, "The folder for the file; this one if not given."));
        spec.usageMessage()
                .customSynopsis("ayatori init [OPTION]... [DIR]")
                .description(
                        "Write a file of settings, " + SettingsFile.NAME
                                + ", with every option of every command as a comment.",
                        "",
                        "Commands that are called in the folder take their options from it, unless they are given. It can"
                                + " hold profiles, and tables for single hosts.");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(
                new OptionGroup("Options:")
                        .flag("--stdout", value -> toStandardOutput = value, "Write it to standard output instead."),
                new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() {
        String text = SettingsTemplate.of(spec.root().commandLine());
        if (toStandardOutput) {
            console.out().print(text);
            console.out().flush();
            return ExitCode.DONE;
        }
        try {
            if (folders.size() > 1) {
                throw new IllegalArgumentException("one file is written at a time, not " + folders.size());
            }
            Path file =
                    folder.resolve(folders.isEmpty() ? "" : folders.getFirst()).resolve(SettingsFile.NAME);
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
            console.out().println("Wrote " + TerminalText.escape(file.toString()) + ".");
            console.out().flush();
            return ExitCode.DONE;
        } catch (FileAlreadyExistsException e) {
            console.error("there is a file " + e.getMessage() + " already; remove it, or name another folder");
        } catch (NoSuchFileException e) {
            console.error("there is no folder " + folders.getFirst());
        } catch (IOException e) {
            console.error(SettingsFile.NAME + " cannot be written: " + e);
        } catch (IllegalArgumentException e) {
            console.error(String.valueOf(e.getMessage()));
        }
        return ExitCode.USAGE;
    }
}
