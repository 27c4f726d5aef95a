package ayatori.web.charset;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/** An encoding that the Encoding Standard has and Java lacks. It is only ever read. */
abstract class DecodeOnlyCharset extends Charset {
    DecodeOnlyCharset(String name) {
        super("x-ayatori-" + name, new String[0]);
    }

    @Override
    public boolean contains(Charset other) {
        return equals(other);
    }

    @Override
    public boolean canEncode() {
        return false;
    }

    @Override
    public CharsetEncoder newEncoder() {
        throw new UnsupportedOperationException(name() + " can only be decoded");
    }
}
