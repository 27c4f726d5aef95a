package ayatori.demosite;

/** How one path, or every path below a prefix, is answered. */
@FunctionalInterface
interface Route {

    Answer answer(Visit visit);

    /** A route that fails {@code times} times with {@code failure} before it answers with {@code success}. */
    static Route failingFirst(int times, Answer failure, Answer success) {
        return visit -> visit.count() <= times ? failure : success;
    }
}
