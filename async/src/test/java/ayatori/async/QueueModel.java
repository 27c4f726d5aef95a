package ayatori.async;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** A queue with a plain model of it: a list in the order of puts, and which of its elements comes next. */
final class QueueModel {
    /** An element, of which no two are equal. */
    private static final class Element {
        final int weight;

        Element(int weight) {
            this.weight = weight;
        }
    }

    private final Queue<Element> queue;
    private final ToIntFunction<List<Element>> next;
    private final Checks checks;
    private final List<Element> model = new ArrayList<>();

    private QueueModel(Queue<Element> queue, ToIntFunction<List<Element>> next, Checks checks) {
        this.queue = queue;
        this.next = next;
        this.checks = checks;
    }

    static QueueModel fifo(int capacity, Checks checks) {
        return new QueueModel(Queue.bounded(capacity), elements -> 0, checks);
    }

    static QueueModel lifo(int capacity, Checks checks) {
        return new QueueModel(LifoQueue.bounded(capacity), elements -> elements.size() - 1, checks);
    }

    static QueueModel priority(Checks checks) {
        var queue = PriorityQueue.unbounded(Comparator.comparingInt((Element element) -> element.weight));
        return new QueueModel(queue, QueueModel::oldestOfTheLightest, checks);
    }

    void put(int weight) {
        var element = new Element(weight);
        queue.put(element);
        model.add(element);
    }

    void get() {
        Element element = queue.get();
        checks.check(!model.isEmpty() && model.remove(next.applyAsInt(model)) == element, "the wrong element came");
        queue.taskDone();
    }

    void checkAndDrain() {
        checks.check(queue.size() == model.size(), queue + " should hold " + model.size());
        while (!model.isEmpty()) {
            checks.check(model.remove(next.applyAsInt(model)) == queue.getNowait(), "the wrong element came");
            queue.taskDone();
        }
        queue.join();
        checks.check(queue.isEmpty(), queue + " should be empty");
    }

    private static int oldestOfTheLightest(List<Element> elements) {
        int lightest = 0;
        for (int i = 1; i < elements.size(); i++) {
            if (elements.get(i).weight < elements.get(lightest).weight) {
                lightest = i;
            }
        }
        return lightest;
    }
}
