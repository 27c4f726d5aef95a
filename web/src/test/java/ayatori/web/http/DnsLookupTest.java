package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static ayatori.web.http.RawServer.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ayatori.async.Async;
import ayatori.async.Awaitable;
import ayatori.async.CancelledError;
import ayatori.async.CarrierKind;
import ayatori.async.EventLoop;
import ayatori.web.http.FakeNameServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Questions to a name server on loopback. */
class DnsLookupTest {
    private static final InetAddress V4 = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress V6 = InetAddress.ofLiteral("2001:db8::1");
    private static final InetAddress FORGED = InetAddress.ofLiteral("192.0.2.66");
    private static final Duration IMPATIENT = Duration.ofMillis(100);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @OnBothCarriers
    void findsAddressesAndForHowLongTheyHold(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new FakeNameServer(question ->
                    Reply.of(question.type().equals("A") ? MINUTE.multipliedBy(2) : MINUTE.multipliedBy(3), V4, V6))) {
                NameLookup.Answer answer = lookup(server).lookUp("a.test");
                assertThat(answer.addresses()).containsExactly(V4, V6);
                assertThat(answer.timeToLive()).isEqualTo(MINUTE.multipliedBy(2));
                assertThat(server.asked())
                        .containsExactlyInAnyOrder(
                                new FakeNameServer.Question("a.test", "A", false),
                                new FakeNameServer.Question("a.test", "AAAA", false));
            }
        });
    }

    @OnBothCarriers
    void tellsThatThereIsNone(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            for (int code : new int[] {FakeNameServer.NO_SUCH_NAME, FakeNameServer.NO_ERROR}) {
                try (var server = new FakeNameServer(_ -> Reply.code(code))) {
                    NameLookup.Answer answer = lookup(server).lookUp("a.test");
                    assertThat(answer.addresses()).isEmpty();
                    assertThat(answer.timeToLive()).isPositive();
                }
            }
        });
    }

    @OnBothCarriers
    void waitsForTheOtherFamilyForAWhileOnly(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server =
                    new FakeNameServer(question -> question.type().equals("AAAA") ? null : Reply.of(MINUTE, V4))) {
                assertThat(lookup(server).lookUp("a.test").addresses()).containsExactly(V4);
            }
        });
    }

    @OnBothCarriers
    void asksTheNextServerWhenOneIsGoneOrFails(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var gone = new FakeNameServer(_ -> null);
            gone.close();
            try (var failing = new FakeNameServer(_ -> Reply.code(FakeNameServer.SERVER_FAILURE));
                    var server = new FakeNameServer(_ -> Reply.of(MINUTE, V4))) {
                var conf = new ResolvConf(List.of(gone.address(), failing.address(), server.address()), List.of());
                assertThat(lookup(conf, Duration.ofSeconds(30)).lookUp("a.test").addresses())
                        .containsExactly(V4);
                assertThat(failing.asked()).isNotEmpty();
            }
        });
    }

    @OnBothCarriers
    void looksInTheSearchDomainsForWhatIsNoNameByItself(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new FakeNameServer(question -> question.name().equals("wiki.dept.corp.test")
                    ? Reply.of(MINUTE, V4)
                    : Reply.code(FakeNameServer.NO_SUCH_NAME))) {
                var conf = new ResolvConf(List.of(server.address()), List.of("lab.test", "corp.test", "more.test"));
                DnsLookup lookup = lookup(conf, Duration.ofSeconds(30));
                assertThat(lookup.lookUp("wiki.dept").addresses()).containsExactly(V4);
                assertThat(server.asked().stream()
                                .map(FakeNameServer.Question::name)
                                .distinct())
                        .containsExactly("wiki.dept", "wiki.dept.lab.test", "wiki.dept.corp.test");
                assertThat(lookup.lookUp("wiki.dept.").addresses()).isEmpty();
            }
        });
    }

    @OnBothCarriers
    void tellsAServerThatFailsFromANameThatIsNot(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var failing = new FakeNameServer(_ -> Reply.code(FakeNameServer.SERVER_FAILURE));
                    var silent = new FakeNameServer(_ -> null)) {
                for (FakeNameServer server : List.of(failing, silent)) {
                    assertThatThrownBy(() -> lookup(server, IMPATIENT).lookUp("a.test"))
                            .isInstanceOf(IOException.class)
                            .hasMessageMatching("The name server .* (does not answer\\.|cannot tell .* code 2\\.)");
                    assertThat(server.asked()).hasSize(4); // each family twice
                }
            }
        });
    }

    @OnBothCarriers
    void asksOnceMoreWhenADatagramIsLost(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            Set<String> lost = ConcurrentHashMap.newKeySet();
            try (var server = new FakeNameServer(question -> lost.add(question.type()) ? null : Reply.of(MINUTE, V4))) {
                assertThat(lookup(server, Duration.ofSeconds(1))
                                .lookUp("a.test")
                                .addresses())
                        .containsExactly(V4);
            }
        });
    }

    @OnBothCarriers
    void takesNoAnswerThatItDidNotAskFor(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new FakeNameServer(_ -> Reply.of(MINUTE, V4).after(FORGED))) {
                assertThat(lookup(server).lookUp("a.test").addresses()).containsExactly(V4);
            }
        });
    }

    @OnBothCarriers
    void asksOverTcpWhereTheAnswerIsCutShort(CarrierKind carrier) throws Exception {
        InetAddress[] many = IntStream.rangeClosed(1, 200)
                .mapToObj(i -> InetAddress.ofLiteral("192.0.2." + i))
                .toArray(InetAddress[]::new);
        run(carrier, () -> {
            try (var server = new FakeNameServer(question ->
                    question.tcp() ? Reply.of(MINUTE, many) : Reply.of(MINUTE).cutShort())) {
                assertThat(lookup(server).lookUp("a.test").addresses()).containsExactlyInAnyOrder(many);
                assertThat(server.asked()).anyMatch(FakeNameServer.Question::tcp);
            }
        });
    }

    @OnBothCarriers
    void asksManyThingsAtOnce(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new FakeNameServer(question -> Reply.of(
                    MINUTE, InetAddress.ofLiteral("192.0.2." + question.name().substring(1, 3))))) {
                DnsLookup lookup = lookup(server);
                List<Awaitable<List<InetAddress>>> wanted = new ArrayList<>();
                for (int i = 10; i < 60; i++) {
                    String name = "a" + i + ".test";
                    wanted.add(() -> lookup.lookUp(name).addresses());
                }
                List<List<InetAddress>> found = Async.gather(wanted);
                for (int i = 10; i < 60; i++) {
                    assertThat(found.get(i - 10)).containsExactly(InetAddress.ofLiteral("192.0.2." + i));
                }
            }
        });
    }

    @OnBothCarriers
    void letsGoWhenCancelled(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var server = new FakeNameServer(
                    question -> question.name().startsWith("silent") ? null : Reply.of(MINUTE, V4))) {
                DnsLookup lookup = lookup(server);
                var task = Async.createTask(() -> lookup.lookUp("silent.test"));
                assertThat(lookup.lookUp("a.test").addresses()).containsExactly(V4);
                task.cancel();
                assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
                assertThat(lookup.lookUp("b.test").addresses()).containsExactly(V4);
                while (!NettyDriver.of(EventLoop.current()).idle()) {
                    Async.sleep(Duration.ZERO); // until all sockets are closed, or the test takes too long
                }
            }
        });
    }

    @OnBothCarriers
    void leadsASessionToItsHost(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            try (var names = new FakeNameServer(_ -> Reply.of(MINUTE, InetAddress.getLoopbackAddress()));
                    var server = RawServer.answering(lines("HTTP/1.1 200 OK", "Content-Length: 2", "", "ok"));
                    var session = ClientSession.builder().names(lookup(names)).build();
                    var response = session.get("http://a.test:" + server.port() + "/")) {
                assertThat(response.text()).isEqualTo("ok");
                assertThat(server.requests().getFirst()).contains("Host: a.test:" + server.port());
            }
        });
    }

    private static DnsLookup lookup(FakeNameServer server) {
        return lookup(server, Duration.ofSeconds(30));
    }

    private static DnsLookup lookup(FakeNameServer server, Duration patience) {
        return lookup(new ResolvConf(List.of(server.address()), List.of()), patience);
    }

    private static DnsLookup lookup(ResolvConf conf, Duration patience) {
        return new DnsLookup(NettyDriver.of(EventLoop.current()), conf, true, patience);
    }
}
