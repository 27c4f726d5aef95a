package ayatori.web.http;

import static ayatori.web.http.ClientSessionTest.run;
import static ayatori.web.http.ConnectionPoolTest.assertKind;
import static ayatori.web.http.RawServer.lines;
import static org.assertj.core.api.Assertions.assertThat;

import ayatori.async.CarrierKind;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client never connects to an address that the policy forbids, however the address is written or looked up. */
class SsrfTest {
    private static final InetAddress SERVER = InetAddress.getLoopbackAddress();
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("127.0.0.2");
    private static final String OK_AND_CLOSE =
            lines("HTTP/1.1 200 OK", "Connection: close", "Content-Length: 0", "", "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1.",
                "127.1",
                "127.0.1",
                "0177.0.0.1",
                "0177.0.0.01",
                "017700000001",
                "0x7f.1",
                "0x7f.0x0.0x0.0x1",
                "0X7F000001",
                "2130706433",
                "%31%32%37.0.0.1",
                "127%2e0%2e0%2e1",
                "\uff11\uff12\uff17.0.0.1",
                "\u2460\u2461\u2466.0.0.1",
                "127\u30020\u30020\uff0e1",
                "0",
                "0.0.0.0",
                "0x0",
                "10.1",
                "012.0.0.1",
                "192.168.1",
                "0xc0a80001",
                "172.16.1",
                "169.254.169.254",
                "0xa9fea9fe",
                "2852039166",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "4294967295",
                "[::]",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::127.0.0.1]",
                "[::7f00:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::ffff:0:127.0.0.1]",
                "[0:0:0:0:0:ffff:a9fe:a9fe]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b::169.254.169.254]",
                "[64:ff9b:1::a00:1]",
                "[2002:7f00:1::]",
                "[2002:a00:1::1]",
                "[2001:0:7f00:1::]",
                "[fe80::1]",
                "[fec0::1]",
                "[fc00::1]",
                "[fd00:ec2::254]",
                "[ff02::1]",
                "localhost",
                "LOCALHOST",
                "loc\u00adalhost",
            })
    void refusesPrivateAddressesHoweverTheyAreWritten(String host) throws Exception {
        run(CarrierKind.best(), () -> {
            try (var server = RawServer.answering(OK_AND_CLOSE);
                    var session = ClientSession.builder()
                            .addressPolicy(AddressPolicy.publicOnly())
                            .build()) {
                assertKind(
                        FailureKind.PRIVATE_ADDRESS, () -> session.get("http://" + host + ":" + server.port() + "/"));
                assertThat(server.connections()).isZero();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[fe80::1%25eth0]",
                "[fe80::1%eth0]",
                "[::1%251]",
                "127.0.0.1%00.example.org",
                "256.256.256.256",
                "0x7f.0.0.0.1",
                "127.0.0.1.example.1",
            })
    void refusesWhatOnlyLooksLikeAnAddress(String host) throws Exception {
        run(CarrierKind.best(), () -> {
            try (var session = ClientSession.create()) {
                assertKind(FailureKind.INVALID_URL, () -> session.get("http://" + host + "/"));
            }
        });
    }

    @OnBothCarriers
    void checksEveryAnswerOfTheNameServer(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            // Rebinding: the name has an allowed address at the first look-up, and a loopback address at the second.
            var names = new Names(List.of(SERVER), List.of(ELSEWHERE));
            AddressPolicy policy = (_, address) -> address.equals(SERVER);
            try (var server = RawServer.answering(OK_AND_CLOSE)) {
                String url = "http://a.test:" + server.port() + "/";
                try (var session = ClientSession.builder()
                        .names(names)
                        .addressPolicy(policy)
                        .build()) {
                    session.get(url).close();
                }
                // A new session has no cache entry of the first answer.
                try (var session = ClientSession.builder()
                        .names(names)
                        .addressPolicy(policy)
                        .build()) {
                    assertKind(FailureKind.PRIVATE_ADDRESS, () -> session.get(url));
                }
                assertThat(server.connections()).isEqualTo(1);
                assertThat(names.asked).containsExactly("a.test", "a.test");
            }
        });
    }

    @OnBothCarriers
    void aHostThatWasPrivateAtFirstLeadsToNoOtherPrivateAddress(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var names = new Names(List.of(SERVER), List.of(InetAddress.ofLiteral("127.0.0.9")));
            AddressPolicy policy = AddressPolicy.publicAndFirstOf(List.of("a.test"));
            try (var server = RawServer.anywhere(OK_AND_CLOSE)) {
                String url = "http://a.test:" + server.port() + "/";
                try (var session = ClientSession.builder()
                        .names(names)
                        .addressPolicy(policy)
                        .build()) {
                    session.get(url).close();
                }
                try (var session = ClientSession.builder()
                        .names(names)
                        .addressPolicy(policy)
                        .build()) {
                    assertKind(FailureKind.PRIVATE_ADDRESS, () -> session.get(url));
                }
                assertThat(server.connections()).isEqualTo(1);
            }
        });
    }

    @OnBothCarriers
    void connectsToTheAddressesThatWereCheckedAndNoOther(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            // The first answer has an allowed and a forbidden address; further answers have the forbidden one
            // only.
            var names = new Names(List.of(ELSEWHERE, SERVER), List.of(ELSEWHERE));
            List<InetAddress> checked = new ArrayList<>();
            try (var server = RawServer.answering(OK_AND_CLOSE);
                    var session = ClientSession.builder()
                            .names(names)
                            .addressPolicy((host, address) -> {
                                assertThat(host).isEqualTo("a.test");
                                checked.add(address);
                                return address.equals(SERVER);
                            })
                            .build();
                    var response = session.get("http://a.test:" + server.port() + "/")) {
                assertThat(response.remoteAddress()).isEqualTo(SERVER);
                assertThat(checked).containsExactly(ELSEWHERE, SERVER);
                assertThat(names.asked).containsExactly("a.test");
            }
        });
    }

    @OnBothCarriers
    void checksEveryHop(CarrierKind carrier) throws Exception {
        run(carrier, () -> {
            var names = new Names(List.of(SERVER), List.of(ELSEWHERE));
            try (var server = RawServer.start(with -> {
                        with.request();
                        with.send(lines("HTTP/1.1 302 Found", "Location: //b.test/", "Content-Length: 0", "", ""));
                    });
                    var session = ClientSession.builder()
                            .names(names)
                            .addressPolicy((_, address) -> address.equals(SERVER))
                            .build()) {
                assertKind(FailureKind.PRIVATE_ADDRESS, () -> session.get("http://a.test:" + server.port() + "/"));
                assertThat(names.asked).containsExactly("a.test", "b.test");
            }
        });
    }

    /** A name server that gives its answers in turn, with a TTL of zero. */
    private static final class Names implements NameLookup {
        private final ArrayDeque<List<InetAddress>> answers;
        final List<String> asked = new ArrayList<>();

        @SafeVarargs
        @SuppressWarnings("varargs") // the array is only read
        Names(List<InetAddress>... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public Answer lookUp(String hostName) throws IOException {
            asked.add(hostName);
            List<InetAddress> answer = answers.poll();
            if (answer == null) {
                throw new IOException("asked too often");
            }
            return new Answer(answer, Duration.ZERO);
        }
    }
}
