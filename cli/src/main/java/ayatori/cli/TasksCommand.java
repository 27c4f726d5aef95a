package ayatori.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code ayatori tasks}: the task trees of another JVM.
 *
 * <p>It attaches to the JVM, starts the JVM's local management agent, and creates the bean {@code ayatori.async.management.TaskTrees} there. That agent is part of the JDK and
 * prints no warning, as an agent of our own would.
 */
final class TasksCommand implements ProgramCommand {
    private static final String BEAN = "ayatori.async.management.TaskTrees";

    private final Console console;
    private List<String> pids = List.of();

    TasksCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec describe() {
        CommandSpec spec = CommandSpecs.of(this)
                .name("tasks")
                .addPositional(OptionGroup.parameters("PID", values -> pids = values, "The number of the process."));
        spec.usageMessage()
                .customSynopsis("ayatori tasks PID")
                .description(
                        "Show what a running program waits for: the tasks of all its loops, what each awaits, and where.",
                        "",
                        "PID is the process of an ayatori crawl, or of any Java program that uses ayatori.async, of the"
                                + " same user. The process is not disturbed; its local management agent is started and stays.");
        return spec;
    }

    @Override
    public List<OptionGroup> optionGroups() {
        return List.of(new OptionGroup("Help:").standard());
    }

    @Override
    public Integer call() {
        String pid = String.join(" ", pids);
        if (!pid.matches("[1-9][0-9]{0,9}")) {
            console.error("one process is given by its number, not " + TerminalText.escape(pid)
                    + " (ayatori tasks --help shows more)");
            return ExitCode.USAGE;
        }
        if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
            console.error("process " + pid + " cannot be looked into: there is no such process");
            return ExitCode.FAILED;
        }
        try {
            console.out().print(taskTrees(pid));
            console.out().flush();
            return ExitCode.DONE;
        } catch (AttachNotSupportedException | IOException e) {
            console.error("process " + pid
                    + " cannot be looked into: it is not a JVM of this user, or does not let others" + " attach");
        } catch (ReflectionException e) {
            console.error("process " + pid + " is a JVM without ayatori.async on its class path");
        } catch (JMException e) {
            console.error("process " + pid + " cannot be looked into: " + e);
        }
        return ExitCode.FAILED;
    }

    @SuppressWarnings("BanJNDI") // the address comes from a JVM of the same user on this machine, not from a stranger
    private static String taskTrees(String pid) throws AttachNotSupportedException, IOException, JMException {
        VirtualMachine process = VirtualMachine.attach(pid);
        String address;
        try {
            address = process.startLocalManagementAgent();
        } finally {
            process.detach();
        }
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            var name = new ObjectName("ayatori.async:type=TaskTrees");
            try {
                beans.createMBean(BEAN, name);
            } catch (InstanceAlreadyExistsException e) {
                // An earlier look or the program itself has registered it.
            }
            return (String) beans.getAttribute(name, "Text");
        }
    }
}
