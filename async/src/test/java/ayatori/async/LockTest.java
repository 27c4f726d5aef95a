package ayatori.async;

import static ayatori.async.Simulated.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class LockTest {
    @OnBothCarriers
    void isHandedOverInOrder(CarrierKind carrier) throws Exception {
        var run = new Simulated(carrier);
        run.run(() -> {
            var lock = new Lock();
            for (int i = 0; i < 3; i++) {
                int number = i;
                Async.createTask(() -> {
                    try (var _ = lock.acquire()) {
                        run.log(number + "@" + run.elapsed().toSeconds());
                        Async.sleep(seconds(1));
                    }
                });
            }
            Async.sleep(seconds(1)); // the first releases in this pass, after this timer was set
            try (var _ = lock.acquire()) {
                run.log("newcomer@" + run.elapsed().toSeconds());
            }
            assertThat(lock.locked()).isFalse();
        });
        assertThat(run.log()).containsExactly("0@0", "1@1", "2@2", "newcomer@3");
    }

    @OnBothCarriers
    void knowsItsOwnerFromTheMomentItIsHandedOn(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var lock = new Lock();
            assertThat(lock.owner()).isNull();
            assertThat(lock).hasToString("lock (free)");
            Lock.Held held = lock.acquire();
            assertThat(lock.owner()).isSameAs(Async.currentTask());
            Task<?> waiter = Async.createTask(() -> lock.acquire()).withName("waiter");
            Async.sleep(seconds(1));
            assertThat(lock).hasToString("lock (held by task main (pending), 1 waiting)");
            held.close();
            assertThat(lock.owner()).isSameAs(waiter);
            assertThat(lock.locked()).isTrue();
            waiter.await();
        });
    }

    @OnBothCarriers
    void waiterWokenAndThenCancelledPassesItsTurnOn(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var lock = new Lock();
            Lock.Held held = lock.acquire();
            Task<?> first = Async.createTask(() -> lock.acquire());
            Task<Boolean> second = Async.createTask(() -> {
                try (var _ = lock.acquire()) {
                    return true;
                }
            });
            Async.sleep(seconds(1));
            held.close();
            first.cancel();
            assertThat(second.await()).isTrue();
            assertThat(first.cancelled()).isTrue();
            assertThat(lock.locked()).isFalse();
        });
    }

    @OnBothCarriers
    void cancelledWaiterLeavesTheLockAlone(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var lock = new Lock();
            Lock.Held held = lock.acquire();
            Task<?> waiter = Async.createTask(() -> lock.acquire());
            Async.sleep(seconds(1));
            waiter.cancel();
            held.close();
            assertThat(lock.locked()).isFalse();
            assertThatThrownBy(waiter::await).isInstanceOf(CancelledError.class);
            lock.acquire().close();
        });
    }

    @OnBothCarriers
    void releasingWhatIsNotHeldIsAnErrorThatNamesBoth(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var lock = new Lock();
            assertThatThrownBy(lock::release)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task main (pending) releases a lock that nobody holds");
            Task<?> holder = Async.createTask(() -> {
                        lock.acquire();
                        Async.sleep(seconds(1));
                        lock.release();
                    })
                    .withName("holder");
            Async.sleep(java.time.Duration.ZERO);
            assertThatThrownBy(lock::release)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task main (pending) releases a lock that task holder (pending) holds");
            Promise<String> complaint = EventLoop.current().createPromise();
            EventLoop.current().callSoon(() -> {
                try {
                    lock.release();
                } catch (IllegalStateException e) {
                    complaint.setResult(String.valueOf(e.getMessage()));
                }
            });
            assertThat(complaint.await())
                    .isEqualTo("code outside any task releases a lock that task holder (pending) holds");
            holder.await();
        });
    }

    @OnBothCarriers
    void acquiringTwiceIsAnErrorAndNotAHang(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var lock = new Lock();
            try (var _ = lock.acquire()) {
                assertThatThrownBy(lock::acquire)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("task main")
                        .hasMessageContaining("not reentrant");
            }
            assertThat(lock.locked()).isFalse();
        });
    }

    @OnBothCarriers
    void holdingClosedTwiceReleasesOnce(CarrierKind carrier) throws Exception {
        new Simulated(carrier).run(() -> {
            var lock = new Lock();
            Lock.Held held = lock.acquire();
            held.close();
            Lock.Held again = lock.acquire();
            held.close();
            assertThat(lock.locked()).isTrue();
            again.close();
        });
    }
}
