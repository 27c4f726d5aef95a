#!/usr/bin/env bash
# A crawl over a broker that speaks TLS only, asks for passwords (SCRAM-SHA-512 and PLAIN) and grants no more rights than
# docs/cluster.md lists. Each command has a user of its own. At the end no password is in a command line, a log or a topic.
#
# Environment: SECURE_DIR (the folder, bench/target/secure), SECURE_PORT (the first of four ports, 8860).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dir=${SECURE_DIR:-$root/bench/target/secure}
port=${SECURE_PORT:-8860}
ayatori=${AYATORI:-$root/ayatori}
jdk=${JAVA_HOME:-}
for folder in /usr/lib/jvm/*25*; do
  if [ -z "$jdk" ] && [ -x "$folder/bin/java" ]; then jdk=$folder; fi
done
"$ayatori" --version
libraries=$(dirname "$ayatori")/cli/target/ayatori
rm -rf "$dir"; mkdir -p "$dir/logs"; chmod 700 "$dir"; cd "$dir"
ended=()
trap 'for pid in "${ended[@]}"; do kill "$pid" 2>/dev/null || true; done; wait 2>/dev/null' EXIT

# ---- certificates: one of the broker, trusted by the clients
keys=keystore-hunter1
"$jdk/bin/keytool" -genkeypair -alias broker -keyalg EC -dname CN=broker -ext SAN=ip:127.0.0.1,dns:localhost -validity 2 \
  -storetype PKCS12 -keystore broker.p12 -storepass "$keys" 2>/dev/null
"$jdk/bin/keytool" -exportcert -alias broker -keystore broker.p12 -storepass "$keys" -file broker.crt 2>/dev/null
"$jdk/bin/keytool" -importcert -noprompt -alias broker -file broker.crt -storetype PKCS12 -keystore trust.p12 -storepass trust-hunter1 2>/dev/null

# ---- a broker with a listener of its own for administrators
cat > broker.properties <<P
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$((port + 2))
controller.listener.names=CONTROLLER
inter.broker.listener.name=ADMIN
listener.security.protocol.map=ADMIN:PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT
listeners=ADMIN://127.0.0.1:$port,SECURE://127.0.0.1:$((port + 1)),CONTROLLER://127.0.0.1:$((port + 2))
advertised.listeners=ADMIN://127.0.0.1:$port,SECURE://127.0.0.1:$((port + 1))
listener.name.secure.ssl.keystore.location=$dir/broker.p12
listener.name.secure.ssl.keystore.password=$keys
listener.name.secure.ssl.keystore.type=PKCS12
listener.name.secure.sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN
listener.name.secure.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
listener.name.secure.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_plain="plain-hunter2";
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS
log.dirs=$dir/data
auto.create.topics.enable=false
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
log.cleaner.dedupe.buffer.size=8388608
P
mkfifo input; sleep 1000 > input & ended+=($!)
"$jdk/bin/java" -Xmx512m -XX:+UseSerialGC -cp "$libraries/lib/*:$libraries/broker/*" ayatori.broker.BrokerProcess broker.properties true \
  < input > broker.out 2> logs/broker.log & ended+=($!)
for _ in $(seq 120); do grep -q ready broker.out && break; sleep 0.5; done
grep -q ready broker.out

# ---- users with the rights that docs/cluster.md lists, with --topic-prefix team- and the crawl news
cat > rights <<P
user starter starter-hunter2
user worker worker-hunter2
user reader reader-hunter2
user teller teller-hunter2
user nobody nobody-hunter2
allow starter topic team-news- Create,Describe,Read,Write
allow starter transactional_id team-news Write,Describe
allow worker topic team-news- Read,Write,Describe
allow worker group team-news Read,Describe
allow worker transactional_id team-news Write,Describe
allow reader topic team-news- Read,Describe,Delete
allow teller topic team-news- Read,Write,Describe
allow teller transactional_id team-news Write,Describe
allow plain topic team-news- Read,Describe
P
"$jdk/bin/java" -cp "$libraries/lib/*" "$here/Grant.java" "127.0.0.1:$port" rights 2> logs/grant.log

config() { # user mechanism module password
  cat > "$1.properties" <<P
security.protocol=SASL_SSL
sasl.mechanism=$2
sasl.jaas.config=org.apache.kafka.common.security.$3 required username="$1" password="$4";
ssl.truststore.location=$dir/trust.p12
ssl.truststore.password=trust-hunter1
P
  chmod 600 "$1.properties"
}
for user in starter worker reader teller nobody; do config $user SCRAM-SHA-512 scram.ScramLoginModule $user-hunter2; done
config plain PLAIN plain.PlainLoginModule plain-hunter2
sed 's/reader-hunter2/wrong-hunter2/' reader.properties > wrong.properties
sed '/truststore/d' reader.properties > untrusted.properties

as() { # user command...
  local user=$1; shift
  "$ayatori" cluster "$1" --bootstrap "127.0.0.1:$((port + 1))" --config "$dir/$user.properties" --topic-prefix team- \
    --log-file "logs/$user-$1.log" "${@:2}"
}
refused() { # what sentence user command...
  local sentence=$1; shift
  if as "$@" > said 2>&1; then echo "NOT refused: $*"; exit 1; fi
  grep -q "$sentence" said || { echo "$* says:"; cat said; exit 1; }
  [ "$(wc -l < said)" = 1 ] || { echo "$* says more than a sentence:"; cat said; exit 1; }
  echo "refused: $(cat said)"
}

# ---- a site of 300 pages
mkdir site
for i in $(seq 0 299); do echo "<title>$i</title><a href=/$(((i * 2 + 1) % 300)).html>a</a> <a href=/$(((i * 2 + 2) % 300)).html>b</a>" > "site/$i.html"; done
"$jdk/bin/jwebserver" -b 127.0.0.1 -p "$((port + 3))" -d "$dir/site" -o none > site.out 2>&1 & ended+=($!)
for _ in $(seq 40); do curl -s -o /dev/null "http://127.0.0.1:$((port + 3))/0.html" && break; sleep 0.25; done
seed=http://127.0.0.1:$((port + 3))/0.html

refused 'do not let this user in' wrong status
refused 'cannot be trusted\|certif\|PKIX\|SSL' untrusted status
refused 'may not' nobody start news "$seed" --replicas 1 --partitions 4 --allow-private
as starter start news "$seed" --replicas 1 --partitions 4 --allow-private --delay 50ms
refused 'is no crawl\|may not' nobody status
as worker node --name news --id one --state-dir "$dir/one" > node.out 2>&1 & node=$!; ended+=($node)
sleep 15
for pid in $(pgrep -P $$; pgrep -f "$dir" || true); do { tr '\0' ' ' < "/proc/$pid/cmdline"; echo; } 2>/dev/null || true; done > processes
as teller pause; as teller resume
as plain status
as reader why "$seed"
as reader collect --out "$dir/collected" --follow --delete
wait $node; cat node.out
"$ayatori" status "$dir/collected"

# ---- secrets
strings -a processes logs/* node.out data/team-*/*.log collected/* > told 2>/dev/null || true
if grep -q hunter told; then echo "A PASSWORD IS TOLD:"; grep hunter told | head; exit 1; fi
echo "No password in $(wc -l < processes) command lines, $(ls logs | wc -l) logs and $(ls -d data/team-* | wc -l) partitions."
