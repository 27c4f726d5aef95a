package ayatori.async;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The instruments of one loop, as one: tells each in turn, and drops one that throws. */
final class Instruments implements Instrument {
    private final EventLoop loop;
    private final List<Instrument> instruments;

    Instruments(EventLoop loop, List<Instrument> instruments) {
        this.loop = loop;
        this.instruments = new ArrayList<>(instruments);
    }

    boolean isEmpty() {
        return instruments.isEmpty();
    }

    void add(Instrument instrument) {
        instruments.add(instrument);
    }

    void remove(Instrument instrument) {
        instruments.remove(instrument);
    }

    @Override
    public void taskCreated(Task<?> task) {
        tell(instrument -> instrument.taskCreated(task));
    }

    @Override
    public void stepBegins(Task<?> task) {
        tell(instrument -> instrument.stepBegins(task));
    }

    @Override
    public void stepEnds(Task<?> task) {
        tell(instrument -> instrument.stepEnds(task));
    }

    @Override
    public void taskParked(Task<?> task, Promise<?> awaited) {
        tell(instrument -> instrument.taskParked(task, awaited));
    }

    @Override
    public void taskUnparked(Task<?> task, Promise<?> awaited) {
        tell(instrument -> instrument.taskUnparked(task, awaited));
    }

    @Override
    public void cancelRequested(Task<?> task, @Nullable String reason) {
        tell(instrument -> instrument.cancelRequested(task, reason));
    }

    @Override
    public void taskDone(Task<?> task) {
        tell(instrument -> instrument.taskDone(task));
    }

    @Override
    public void pollBegins(long timeoutNanos) {
        tell(instrument -> instrument.pollBegins(timeoutNanos));
    }

    @Override
    public void pollEnds() {
        tell(Instrument::pollEnds);
    }

    private void tell(Consumer<Instrument> message) {
        for (int i = 0; i < instruments.size(); i++) {
            Instrument instrument = instruments.get(i);
            try {
                message.accept(instrument);
            } catch (Throwable e) {
                instruments.remove(i--);
                loop.callExceptionHandler(
                        new ExceptionContext("an instrument failed and is told nothing more: " + instrument, e, null));
            }
        }
    }
}
