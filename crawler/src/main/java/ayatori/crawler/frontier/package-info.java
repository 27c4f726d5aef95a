/**
 * What to request next, and when: {@link ayatori.crawler.frontier.Frontier}, a state machine over an ordered
 * {@linkplain ayatori.crawler.store.KeyValueStore key-value store}.
 *
 * <p>It is told what happened: links were found, a request ended, time passed. It answers with what to do: request this
 * URL, ask this host for its robots.txt, put this URL on record as skipped. It has no threads, does no I/O and reads no
 * clock, so the same code runs in the crawl engine and in a simulator.
 *
 * <h2>Host</h2>
 *
 * <p>A <i>host</i> is an origin here: {@code scheme://host[:port]}. It has its own queue, robots.txt, budget, and its own few
 * connections. {@code http://a.example} and {@code https://a.example} are two hosts. Hosts take turns: of those that may be
 * asked now, the one that was asked longest ago is next.
 *
 * <p>The pace belongs to the <i>{@linkplain ayatori.crawler.frontier.HostName host name}</i>: delay, Crawl-delay, block and the
 * limit of requests under way hold for all schemes and ports of it together. Delay and limit also hold for all names of a
 * registered domain, and for all names at an address once an answer has come from there: {@link
 * ayatori.crawler.frontier.Gates}. A {@linkplain ayatori.crawler.frontier.Shard shard} has whole registered domains.
 *
 * <p>A host is <i>slow</i> while its latest request took, or one under way has taken, ten seconds or more. Slow hosts
 * together hold at most half of the requests under way, so that hosts which accept connections and answer nothing do not
 * hold up the others.
 *
 * <p>Hosts that nothing happens to are in the store alone: {@link ayatori.crawler.frontier.HostTable}.
 *
 * <h2>The life of a URL</h2>
 *
 * <p><b>Found.</b> A link comes in with its canonical URL's 128-bit fingerprint. If the <i>seen set</i> knows that, the
 * link is dropped; nearly all are. It is a {@linkplain ayatori.crawler.frontier.SeenTable table} in memory. If the URL is unwanted for good, it is put on record as skipped. If it is unwanted as
 * things stand, it is <i>{@linkplain ayatori.crawler.frontier.Deferred deferred}</i>: because it is too deep, because the
 * link says {@code nofollow}, or because it is out of a scope that may still grow. Otherwise it is entered as taken. From
 * here on it is on its way to exactly one record.
 *
 * <p><b>Queued.</b> It goes to the end of its host's <i>lane</i> for its {@linkplain ayatori.crawler.frontier.Priority
 * priority} and depth. Lanes are emptied in the order of priority, those of one priority in the order of depth, each first
 * in, first out. Nearly all URLs have the same priority, so the order is breadth first. A priority orders the URLs of one
 * host; it gives the host no turn before other hosts. A URL keeps the priority with which it was queued. If the host was idle, it is now in the {@linkplain
 * ayatori.crawler.frontier.Schedule schedule}: <i>waiting</i> until its delay or block is over, then <i>ready</i>.
 *
 * <p><b>Served.</b> At a tick the host has its turn. If its robots.txt is not known, that is asked for first, and the host
 * leaves the schedule until the answer is there. If the rules deny the URL, it is put on record as skipped, and the host's
 * next URL is looked at. If the host has given as many pages as it may, all of its URLs are skipped. Otherwise the URL
 * moves from the queue to the requests <i>under way</i>, in one step; the time of the host's next request is stamped; and
 * the request goes out.
 *
 * <p><b>Answered.</b> The result ends the request. If it answers none that is under way, it is late or a duplicate, and
 * changes nothing. The host's pace learns from it: how long it took, whether it was a 429 or 503. If it is a failure that
 * may pass, and the URL has attempts left, it goes to the host's lane for its number of attempts, which opens when the
 * wait is over; the host goes on with other URLs meanwhile. Otherwise the result stands: the caller writes the URL's
 * record, and the page's links begin lives of their own.
 *
 * <p><b>Settled.</b> A deferred URL is taken after all when a link without that fault leads to it, or when the scope has
 * grown. Otherwise it is put on record as skipped: once all seeds are answered if it was out of scope, and else when
 * nothing is queued or under way any more.
 *
 * <p><b>Drained.</b> When a limit of the whole crawl is reached, nothing more is served. In a crawl whose store is durable, all
 * that is queued or deferred stays where it is, so that the crawl can go on with higher limits. A crawl in memory cannot go
 * on: what is queued is then skipped, on record, a bounded number at a time, and so is what is deferred.
 *
 * <h2>Requests</h2>
 *
 * <p>What is queued is a request: a URL with a method, headers, a body, a label and data ({@link
 * ayatori.crawler.frontier.PageRequest}). Nearly all are plain GETs, and those take no room in the store. The fingerprint
 * covers the method and the body. {@code Keys} tells the layout of the store, {@code UrlEntry} that of an entry, which
 * begins with its version; an entry of another version is refused.
 *
 * <h2>What always holds</h2>
 *
 * <ol>
 *   <li>A known URL is in exactly one place: in one lane of its host, under way, deferred, or on record. It moves from one
 *       to the next within a step.
 *   <li>So each URL is on record exactly once. There is one exception: a URL that a redirect leads back to, after a cookie
 *       was set on the way, is requested again and has a further record.
 *   <li>All state is in the store after {@link ayatori.crawler.frontier.Frontier#save}, which puts there which URLs have
 *       become known. A frontier opened over the store then goes on from there. In memory besides are only indexes that can
 *       be rebuilt: the schedule, the lanes' pointers, the parsed rules.
 *   <li>A host is never asked before its delay, its Crawl-delay, or its block is over, nor before the delay of its
 *       neighbours. This holds across a restart: there every host waits one whole delay, since the store may have no trace
 *       of the last requests.
 *   <li>A step's work is bounded by its input and its budget, not by what is queued. A host's record is written at most once
 *       in a step. No step but opening scans the store: the head and tail of each lane are pointers.
 * </ol>
 *
 * <h2>Depth</h2>
 *
 * <p>A URL's depth is the number of links on the shortest way from a seed. Requests overlap, so a longer way may be found
 * first. Without a limit of depth that changes nothing but the depth on record. With one, {@link
 * ayatori.crawler.frontier.Depths} lowers depths as shorter ways are found, so that the pages of a crawl do not depend on
 * timing; the depth on record is the one that was known when the page was requested.
 *
 * <h2>Shards</h2>
 *
 * <p>A frontier may be one {@linkplain ayatori.crawler.frontier.Shard shard} of several, which has the hosts of some registered
 * domains. A link to another shard's host is {@linkplain ayatori.crawler.frontier.Output.Forward forwarded}: once, unless a better
 * one leads to the same URL later. The shard it belongs to judges it. Skips that a better link could revoke become final when the
 * driver says that the {@linkplain ayatori.crawler.frontier.Frontier#crawlIsIdle whole crawl is idle}. The delay of an address
 * holds within a shard.
 */
@NullMarked
package ayatori.crawler.frontier;

import org.jspecify.annotations.NullMarked;
