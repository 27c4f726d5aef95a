import static ayatori.async.Async.*;

void main() throws Exception {
    run(() -> {
        var results = gather(
                () -> { sleep(Duration.ofSeconds(1)); return "Task 1 complete"; },
                () -> { sleep(Duration.ofSeconds(2)); return "Task 2 complete"; });
        System.out.println(results);    // after two seconds: [Task 1 complete, Task 2 complete]
    });
}
