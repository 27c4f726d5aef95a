package ayatori.pdf;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.text.PDFTextStripper;

/** Reads the text of a PDF, until it has enough or its time is over. */
final class BoundedStripper extends PDFTextStripper {
    /** Longer text is cut. */
    static final int CHARS_MAX = 1 << 20;

    private final BooleanSupplier isOver;
    private final StringBuilder text = new StringBuilder();

    /** Ends the reading; what was read stays. */
    static final class EndedException extends IOException {
        private static final long serialVersionUID = 1;

        EndedException(String why) {
            super(why);
        }
    }

    BoundedStripper(BooleanSupplier isOver) {
        this.isOver = isOver;
        setLineSeparator("\n");
    }

    /** What was read so far. */
    String text() {
        return text.toString();
    }

    /** Takes the text. */
    Writer writer() {
        return new Writer() {
            @Override
            public void write(char[] chars, int offset, int length) throws IOException {
                text.append(chars, offset, Math.min(length, CHARS_MAX - text.length()));
                if (text.length() >= CHARS_MAX) {
                    throw new EndedException("The document has more text than is read.");
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        if (isOver.getAsBoolean()) {
            throw new EndedException("The document took too long.");
        }
        super.processOperator(operator, operands);
    }

    @Override
    protected void operatorException(Operator operator, List<COSBase> operands, IOException e) throws IOException {
        if (e instanceof EndedException) {
            throw e;
        }
        super.operatorException(operator, operands, e);
    }
}
