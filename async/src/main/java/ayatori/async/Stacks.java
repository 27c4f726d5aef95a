package ayatori.async;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stack traces for users: from the call into the runtime to the body of the task. */
final class Stacks {
    /** Inner frames of these say only that a task waits. */
    private static final Set<String> WAITING = Set.of(
            "ayatori.async.LoopCarrier",
            "ayatori.async.BatonCarrier",
            "ayatori.async.Task",
            "ayatori.async.Promise",
            "ayatori.async.ParkingLot",
            "ayatori.async.Waiting",
            "ayatori.async.Completions",
            "ayatori.async.Sleep",
            "ayatori.async.Wait",
            "ayatori.async.Stacks",
            "ayatori.async.TaskTree",
            "ayatori.async.TaskTreeBuilder",
            "ayatori.async.DebugMode",
            "ayatori.async.EventLoop",
            "ayatori.async.Passes");

    private Stacks() {}

    /** Where a task's thread is; empty if it has not started. */
    static List<StackTraceElement> ofTask(@Nullable Thread thread) {
        return thread == null ? List.of() : ofTask(thread.getStackTrace());
    }

    static List<StackTraceElement> ofTask(StackTraceElement[] stack) {
        return trim(stack, suspension(stack));
    }

    /** Where the caller is. */
    static List<StackTraceElement> here() {
        return trim(new Throwable().getStackTrace());
    }

    /** As lines, for a log. */
    static String text(List<StackTraceElement> frames) {
        var text = new StringBuilder();
        for (StackTraceElement frame : frames) {
            text.append("\n\tat ").append(frame);
        }
        return text.toString();
    }

    /**
     * The index of the frame in which a task suspended itself, 0 if it runs. The frames inside it belong to the carrier:
     * the thread passes the baton on, runs callbacks, or has parked.
     */
    private static int suspension(StackTraceElement[] stack) {
        for (int i = stack.length - 1; i > 0; i--) {
            if (stack[i].getMethodName().equals("suspend") && isPlumbing(stack[i])) {
                return i;
            }
        }
        return 0;
    }

    static List<StackTraceElement> trim(StackTraceElement[] stack) {
        return trim(stack, 0);
    }

    private static List<StackTraceElement> trim(StackTraceElement[] stack, int inner) {
        int from = inner;
        int to = stack.length;
        while (from < to && isPlumbing(stack[from])) {
            from++;
        }
        for (int i = from; i < to; i++) {
            if (isBase(stack[i])) {
                to = i;
            }
        }
        return List.copyOf(Arrays.asList(stack).subList(from, to));
    }

    /** Whether there is only the runtime from here on: below a task's body, or a callback. */
    private static boolean isBase(StackTraceElement frame) {
        return switch (frame.getClassName()) {
            case "ayatori.async.Task" -> frame.getMethodName().equals("runBody");
            case "ayatori.async.Passes" -> frame.getMethodName().equals("run");
            default -> false;
        };
    }

    private static boolean isPlumbing(StackTraceElement frame) {
        String name = frame.getClassName();
        int nested = name.indexOf('$');
        return name.startsWith("java.lang.")
                || name.startsWith("java.util.concurrent.locks.")
                || name.startsWith("jdk.internal.")
                || WAITING.contains(nested < 0 ? name : name.substring(0, nested));
    }
}
