/**
 * What a crawl writes to: append-only {@linkplain ayatori.crawler.sink.Sink sinks}, one for each kind of record.
 *
 * <p><b>The life of a record.</b> A fetch loop encodes it. The frontier loop {@linkplain
 * ayatori.crawler.sink.SinkWriter#add adds} it to its sink's writer when the step that decided on it is accepted. Within a
 * second the writer hands it to the sink, where readers see it. At the next commit the sink is synced, and the commit
 * records the sink's {@linkplain ayatori.crawler.sink.SinkMark length and the checksum} of what was added since the commit
 * before. On resume the last addition is verified, and whatever lies behind the recorded length is truncated.
 */
@NullMarked
package ayatori.crawler.sink;

import org.jspecify.annotations.NullMarked;
