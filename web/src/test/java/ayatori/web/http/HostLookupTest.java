package ayatori.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Action;
import ayatori.async.Async;
import ayatori.async.EventLoop;
import ayatori.async.RunOptions;
import ayatori.async.VirtualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which source is asked for which name; on a virtual clock. */
class HostLookupTest {
    private static final InetAddress OF_SERVERS = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OF_SYSTEM = InetAddress.ofLiteral("192.0.2.2");
    private static final Duration SHORT = Duration.ofMillis(10);

    private enum State {
        WELL,
        FAILING,
        SILENT
    }

    private State servers = State.WELL;
    private int serversAsked;
    private int systemAsked;

    private final HostLookup lookup = new HostLookup(this::askServers, this::askSystem, "listed.test"::equals);

    @Test
    void asksTheSystemForNamesThatAreItsOwn() throws Exception {
        run(() -> {
            for (String name : List.of("printer", "printer.", "printer.local", "printer.local.", "listed.test")) {
                assertThat(addressOf(name)).isEqualTo(OF_SYSTEM);
            }
            assertThat(serversAsked).isZero();
        });
    }

    @Test
    void asksTheServersForOthers() throws Exception {
        run(() -> {
            for (String name : List.of("a.test", "a.test.", "local.test", "not.listed.test")) {
                assertThat(addressOf(name)).isEqualTo(OF_SERVERS);
            }
            assertThat(systemAsked).isZero();
        });
    }

    @Test
    void asksTheSystemAtOnceWhereTheServersFailFromTheStart() throws Exception {
        run(() -> {
            servers = State.FAILING;
            long start = EventLoop.current().nanoTime();
            assertThat(addressOf("a.test")).isEqualTo(OF_SYSTEM);
            assertThat(since(start)).isLessThan(HostLookup.HEAD_START);
        });
    }

    @Test
    void asksTheSystemAfterAHeadStartWhereTheServersAreSilent() throws Exception {
        run(() -> {
            servers = State.SILENT;
            long start = EventLoop.current().nanoTime();
            assertThat(addressOf("a.test")).isEqualTo(OF_SYSTEM);
            assertThat(since(start)).isEqualTo(HostLookup.HEAD_START.plus(SHORT));
        });
    }

    @Test
    void doesNotBelieveTheSystemWhereThereWereNoDescriptorsToAskTheServersWith() throws Exception {
        run(() -> {
            var withoutDescriptors = new HostLookup(
                    _ -> {
                        throw new java.net.SocketException("Too many open files");
                    },
                    _ -> new NameLookup.Answer(List.of(), Duration.ofSeconds(10)),
                    _ -> false);
            assertThatThrownBy(() -> withoutDescriptors.lookUp("a.test")).hasMessage("Too many open files");
        });
    }

    @Test
    void believesServersThatAnswerThatOneNameIsBroken() throws Exception {
        run(() -> {
            addressOf("a.test");
            servers = State.FAILING;
            assertThatThrownBy(() -> addressOf("broken.test")).isInstanceOf(IOException.class);
            assertThat(systemAsked).isZero();
        });
    }

    @Test
    void doubtsServersThatHaveStoppedToAnswerUntilTheyDo() throws Exception {
        run(() -> {
            addressOf("a.test");
            servers = State.SILENT;
            for (int i = 0; i < HostLookup.IN_DOUBT; i++) {
                assertThatThrownBy(() -> Async.waitFor(() -> addressOf("b.test"), Duration.ofSeconds(10)))
                        .isInstanceOf(java.util.concurrent.TimeoutException.class);
            }
            assertThat(addressOf("b.test")).isEqualTo(OF_SYSTEM);
            servers = State.WELL;
            systemAsked = 0;
            assertThat(addressOf("b.test")).isEqualTo(OF_SERVERS);
            servers = State.FAILING;
            assertThatThrownBy(() -> addressOf("broken.test")).isInstanceOf(IOException.class);
            assertThat(systemAsked).isZero();
        });
    }

    private InetAddress addressOf(String name) throws IOException {
        return lookup.lookUp(name).addresses().getFirst();
    }

    private static Duration since(long startNanos) {
        return Duration.ofNanos(EventLoop.current().nanoTime() - startNanos);
    }

    private NameLookup.Answer askServers(String name) throws IOException {
        serversAsked++;
        Async.sleep(servers == State.SILENT ? Duration.ofHours(1) : SHORT);
        if (servers == State.FAILING) {
            throw new IOException("the servers cannot tell " + name);
        }
        return new NameLookup.Answer(List.of(OF_SERVERS), Duration.ofMinutes(1));
    }

    private NameLookup.Answer askSystem(String name) {
        systemAsked++;
        Async.sleep(SHORT);
        return new NameLookup.Answer(List.of(OF_SYSTEM), Duration.ofMinutes(1));
    }

    private static void run(Action test) throws Exception {
        Async.run(RunOptions.defaults().withClock(new VirtualClock()), test);
    }
}
