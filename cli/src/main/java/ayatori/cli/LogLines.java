package ayatori.cli;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Formats log messages. They and their exceptions may contain text from the network, so it is escaped. */
final class LogLines extends Formatter {

    @Override
    public String format(LogRecord line) {
        var text = new StringBuilder("ayatori: ").append(TerminalText.escape(formatMessage(line)));
        for (Throwable cause = line.getThrown(); cause != null; cause = cause.getCause()) {
            text.append("\n  ").append(TerminalText.escape(cause.toString()));
            for (StackTraceElement frame : cause.getStackTrace()) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.append('\n').toString();
    }
}
